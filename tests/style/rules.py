"""The house rules that a program can check, for every source that the repository holds."""
import pathlib
import re
import subprocess
import sys

import ctext

LINES_OF_FUNCTION = 60
LINES_OF_TEST = 120  # most of it a table of cases
LINES_OF_FILE = 600
PARAMETERS = 6
GIVEN = {("lib/serve/http.c", "answer")}  # whose parameters are a library's

# In all C: calls that write past their buffer or keep hidden state.
UNSAFE = "strcpy stpcpy strcat sprintf vsprintf gets strtok localtime gmtime ctime asctime".split()
# In lib/ besides: it reports, and the program decides.
NOT_IN_LIB = """exit _exit _Exit quick_exit abort printf vprintf puts putchar perror setlocale
    localtime_r rand srand random srandom system popen getenv setenv""".split()
STREAMS = "stdout stderr".split()

MARK = re.compile(r"""(?<![(\["'`\w])(TO""" + r"""DO|FIX""" + r"""ME|XX""" + r"""X)\b""")
# Names of places where the project was made; in pieces, since this file is checked too.
PLACES = re.compile(r"(?<![\w.~-])/(?:wo" + r"rk|ro" + r"ot|home/\w+)/|(?<![\w-])fa" +
                    r"rm-\w|\.lib" + r"rary\b|bash_" + r"jobs")
SCRIPTS = (".cmake", ".sh", ".py", ".js", ".mjs", ".css", ".mustache")


def calls(names):
    return re.compile(r"(?<![\w.>])(" + "|".join(names) + r")\s*\(")


def is_c(path):
    return path.endswith((".c", ".h"))


def check_size(path, text):
    lines = text.count("\n")
    if lines > LINES_OF_FILE:
        yield f"{path}: {lines} lines (at most {LINES_OF_FILE})"
    limit = LINES_OF_TEST if path.startswith("tests/") else LINES_OF_FUNCTION
    for name, line, length, parameters in ctext.functions(text):
        if length > limit:
            yield f"{path}:{line}: {name} has {length} lines (at most {limit})"
        if parameters > PARAMETERS and (path, name) not in GIVEN:
            yield f"{path}:{line}: {name} has {parameters} parameters (at most {PARAMETERS})"


def check_calls(path, text):
    code = ctext.without_comments_and_strings(text)
    in_lib = path.startswith("lib/")
    banned = [calls(UNSAFE + (NOT_IN_LIB if in_lib else []))]
    if in_lib:
        banned.append(re.compile(r"\b(" + "|".join(STREAMS) + r")\b"))
    for pattern in banned:
        for match in pattern.finditer(code):
            line = code.count("\n", 0, match.start()) + 1
            yield f"{path}:{line}: {match.group(1)} is banned" + (" in lib/" if in_lib else "")


def check_marks(path, text):
    """Work that was put off: in comments of C, anywhere in scripts. "(TO" "DO)" is content."""
    places = ctext.comments(text) if is_c(path) else enumerate(text.split("\n"), 1)
    for line, part in places:
        for match in MARK.finditer(part):
            yield f"{path}:{line + part.count(chr(10), 0, match.start())}: {match.group()}"


def check_places(path, text):
    for match in PLACES.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield f"{path}:{line}: names a place outside the project: {match.group()}"


def check_file(path, text):
    yield from check_places(path, text)
    if is_c(path):
        yield from check_size(path, text)
        yield from check_calls(path, text)
    script = path.startswith("script/") or path.endswith("CMakeLists.txt")
    if is_c(path) or script or path.endswith(SCRIPTS):
        yield from check_marks(path, text)


def repository_files(root):
    """What is committed or would be."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "-C", str(root), "ls-files", "-zco", "--exclude-standard"],
        capture_output=True, check=False)
    if listed.returncode == 0:
        names = [n.decode(errors="surrogateescape") for n in listed.stdout.split(b"\0") if n]
    else:  # not a work tree
        names = [str(p.relative_to(root)) for p in root.rglob("*")]
        names = [n for n in names if not re.match(r"(build|site|\.git)/", n)
                 and "node_modules" not in n]
    return sorted(n for n in set(names) if (root / n).is_file() and not (root / n).is_symlink())


def check_all(root):
    for name in repository_files(root):
        text = (root / name).read_bytes().decode(errors="replace")
        yield from check_file(name, text)


LONG = "static int f(void)\n{\n" + "    g();\n" * 58 + "}\n"
SELF_TEST = [
    # file, its text, part of the complaint ("" for none)
    ("lib/a/a.c", LONG.replace("    g();\n", "", 1), ""),
    ("lib/a/a.c", LONG, "lib/a/a.c:1: f has 61 lines"),
    ("tests/unit/t.c", LONG, ""),
    ("tests/unit/t.c", LONG.replace("{\n", "{\n" + "    g();\n" * 60), "f has 121 lines"),
    ("lib/a/a.c", "int g(int a,\n      int b)\n{\n}\n\n" + LONG, "lib/a/a.c:6: f has 61"),
    ("lib/a/a.c", "#define M(x) { (\n" + LONG, "f has 61"),
    ("lib/a/a.c", 'const char *s = "{";\n' + LONG, "f has 61"),
    ("lib/a/a.c", "int x;\n" * 601, "601 lines (at most 600)"),
    ("lib/a/a.c", "int x;\n" * 600, ""),
    ("lib/a/a.c", "int f(int a, int b, int c, int d, int e, int f);\n", ""),
    ("lib/a/a.h", "int f(int a, int b, int c, int d, int e, int f, int g);\n", "7 parameters"),
    ("cmd/a.c", "void f(int a, int b, int c, int d, int e, int f, int g)\n{\n}\n", "7 param"),
    ("lib/a/a.c", "void f(void (*g)(int, int, int), int b, int c, int d, int e, int f);\n", ""),
    ("lib/a/a.c", "void f(int a) __attribute__((format(printf, 1, 2)));\n", ""),
    ("lib/a/a.c", 'void f(void)\n{\n    printf("x");\n}\n', "lib/a/a.c:3: printf is banned"),
    ("lib/a/a.c", "void f(void)\n{\n    exit (1);\n}\n", "exit is banned"),
    ("lib/a/a.c", "#define STOP abort()\n", "abort is banned"),
    ("lib/a/a.c", "void f(void)\n{\n    fputs(s, stderr);\n}\n", "stderr is banned"),
    ("lib/a/a.c", "/* printf( exit( */ const char *s = \"exit(\"; int my_exit(int a);\n", ""),
    ("lib/a/a.c", "void f(void)\n{\n    snprintf(a, 1, b);\n    o->exit(1);\n}\n", ""),
    ("cmd/main.c", "int main(void)\n{\n    exit(1);\n    printf(s);\n}\n", ""),
    ("cmd/main.c", "int main(void)\n{\n    strcpy(a, b);\n}\n", "strcpy is banned"),
    ("tests/unit/t.c", "int main(void)\n{\n    sprintf(a, b);\n}\n", "sprintf is banned"),
    ("lib/a/a.c", "/* TO" + "DO: later */\n", "lib/a/a.c:1: TO"),
    ("lib/a/a.c", "// one\nint x; /* a\n * FIX" + "ME */\n", "lib/a/a.c:3: FIX"),
    ("lib/a/a.c", '/* "(TO' + 'DO) x" is a planned note; XX' + 'XXXX */\nstr s = S("TO' + 'DO");\n',
     ""),
    ("script/x", "# XX" + "X\n", "script/x:1"),
    ("content-example/a.md", "TO" + "DO: a word of an author\n", ""),
    ("content-example/a.md", "see /wo" + "rk/main\n", "names a place"),
    ("content-example/a.md", "see http://x/wo" + "rk/main and a/wo" + "rk/b\n", ""),
    ("script/x", "fa" + "rm-test\n", "names a place"),
]


def self_test():
    for name, text, wanted in SELF_TEST:
        complaints = "\n".join(check_file(name, text))
        if (wanted not in complaints) if wanted else complaints:
            sys.exit(f"self-test: {name} with {text[:80]!r} gave {complaints!r}, not {wanted!r}")


if __name__ == "__main__":
    self_test()
    found = list(check_all(pathlib.Path(sys.argv[1])))
    sys.stdout.writelines(f"{line}\n" for line in found)
    sys.exit(1 if found else 0)
