"""Whether a library has state that changes: data outside constant sections.

    globals.py LIBRARY      prints such symbols; a pointer table that is constant once it has been
                            relocated (.data.rel.ro) is constant"""
import pathlib
import re
import subprocess
import sys
import tempfile

# 0000000000000000 l     O .bss	0000000000000004 counter.0
SYMBOL = re.compile(r"^[0-9a-f]+ (.{7}) (\S+)\s+([0-9a-f]+)\s+(?:\.hidden )?(\S+)$")
CHANGING = re.compile(r"^(\.data(?!\.rel\.ro)|\.s?bss|\.sdata|\.tbss|\.tdata|\*COM\*)")
OBJECT = re.compile(r"^(\S+\.o):\s")


def changing_symbols(library):
    dump = subprocess.run(["objdump", "-t", library], capture_output=True, text=True, check=True)
    member = ""
    for line in dump.stdout.splitlines():
        if OBJECT.match(line):
            member = OBJECT.match(line).group(1)
        match = SYMBOL.match(line)
        if not match or "d" in match.group(1) or not int(match.group(3), 16):
            continue
        if CHANGING.match(match.group(2)):
            yield f"{member}: {match.group(4)} is in {match.group(2)}: state that changes"


SELF_TEST = [
    # code, the symbol that must be found ("" for none)
    ("static const int a[] = {1, 2}; const int *f(void); const int *f(void) { return a; }", ""),
    ('const char *const t[] = {"a", "b"}; extern const char *const t[];', ""),
    ("int counter;", "counter"),
    ("int counter = 3;", "counter"),
    ("int f(void); int f(void) { static int calls; return calls++; }", "calls"),
    ("static _Thread_local int e; int *f(void); int *f(void) { return &e; }", "e is"),
    ('const char *changing[] = {"a", "b"};', "changing"),
]


def self_test():
    for code, wanted in SELF_TEST:
        for options in ([], ["-fPIE", "-fdata-sections"], ["-fcommon", "-O2"]):
            with tempfile.TemporaryDirectory() as folder:
                source = pathlib.Path(folder) / "x.c"
                source.write_text(code)
                target = str(source.with_suffix(".o"))
                subprocess.run(["cc", "-c", *options, str(source), "-o", target], check=True)
                found = "\n".join(changing_symbols(target))
            if (wanted not in found) if wanted else found:
                sys.exit(f"self-test: {code!r} with {options} gave {found!r}, not {wanted!r}")


if __name__ == "__main__":
    self_test()
    symbols = list(changing_symbols(sys.argv[1]))
    sys.stdout.writelines(f"{line}\n" for line in symbols)
    sys.exit(1 if symbols else 0)
