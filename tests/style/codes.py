"""Whether every diagnostic code has a golden site that shows it.

tests/golden/codes/CODE/ is a case whose expected/stderr (or expected/stdout) holds "[CODE]", or it
holds a file "elsewhere" that names the test which shows the code, as a path from the root."""
import pathlib
import re
import sys
import tempfile

CODE = re.compile(r'^\s*X\((\w+),\s*"([a-z0-9-]+)"', re.MULTILINE)


def shown(case, code):
    return any(f"[{code}]" in (case / "expected" / stream).read_text(errors="replace")
               for stream in ("stderr", "stdout") if (case / "expected" / stream).exists())


def shown_elsewhere(root, case, constant, code):
    for name in (case / "elsewhere").read_text().split():
        test = root / name
        if test.is_file():
            text = test.read_text(errors="replace")
            if code in text or f"DIAG_{constant}" in text:
                return True
    return False


def check(root):
    codes = CODE.findall((root / "lib/base/diag_codes.h").read_text())
    cases = root / "tests/golden/codes"
    if not codes:
        yield "lib/base/diag_codes.h: no codes were found"
    for constant, code in codes:
        case = cases / code
        if not case.is_dir():
            yield f"[{code}]: there is no tests/golden/codes/{code}/"
        elif (case / "elsewhere").exists():
            if not shown_elsewhere(root, case, constant, code):
                yield f"[{code}]: the test that elsewhere names is missing or does not name the code"
        elif not shown(case, code):
            yield f"[{code}]: tests/golden/codes/{code}/expected/stderr does not hold it"
    known = {code for _, code in codes}
    for case in sorted(cases.iterdir()) if cases.is_dir() else []:
        if case.name not in known:
            yield f"tests/golden/codes/{case.name}: there is no such code"


SELF_TEST = [
    # files and their text, part of the complaint ("" for none)
    ({"one/expected/stderr": "a.md: error: x [one]\n"}, ""),
    ({}, "there is no tests/golden/codes/one/"),
    ({"one/expected/stderr": "a.md: error: x [other]\n"}, "does not hold it"),
    ({"one/in/a.md": "x"}, "does not hold it"),
    ({"one/elsewhere": "tests/unit/t.c\n"}, ""),
    ({"one/elsewhere": "tests/unit/missing.c\n"}, "missing or does not name"),
    ({"one/elsewhere": "tests/unit/silent.c\n"}, "missing or does not name"),
    ({"one/expected/stderr": "[one]", "two/in/a.md": ""}, "two: there is no such code"),
]


def self_test():
    fixed = {"lib/base/diag_codes.h": '#define C(X) \\\n    X(ONE, "one", ERROR, "a") \\\n',
             "tests/unit/t.c": "assert(code == DIAG_ONE);", "tests/unit/silent.c": ""}
    for files, wanted in SELF_TEST:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            made = fixed | {f"tests/golden/codes/{name}": text for name, text in files.items()}
            for name, text in made.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text)
            complaints = "\n".join(check(root))
        if (wanted not in complaints) if wanted else complaints:
            sys.exit(f"self-test: {files} gave {complaints!r}, not {wanted!r}")


if __name__ == "__main__":
    self_test()
    found = list(check(pathlib.Path(sys.argv[1])))
    sys.stdout.writelines(f"{line}\n" for line in found)
    sys.exit(1 if found else 0)
