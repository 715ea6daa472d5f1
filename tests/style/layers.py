"""Whether the #includes of lib/ and cmd/ keep the order that lib/LAYERS gives."""
import pathlib
import re
import sys
import tempfile

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.MULTILINE)


def read_layers(root):
    lines = (root / "lib/LAYERS").read_text().splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def sources(folder):
    return sorted(p for p in folder.rglob("*") if p.suffix in (".c", ".h"))


def includes(path):
    """(line, opening character, name) of every include."""
    text = path.read_text(errors="replace")
    for match in INCLUDE.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, match.group(1), match.group(2)


def check_lib(root, layers):
    for path in sources(root / "lib"):
        where = path.relative_to(root)
        if len(where.parts) != 3:
            yield f"{where}: a file of lib/ belongs into one of its folders"
            continue
        own = where.parts[1]
        if own not in layers:
            continue
        allowed = layers[:layers.index(own) + 1]
        for line, quote, name in includes(path):
            folder = name.split("/")[0] if "/" in name else ""
            if quote == '"' and (not folder or ".." in name):
                yield f'{where}:{line}: "{name}" must be named from lib/ on, as folder/file.h'
            elif quote == '"' and folder not in allowed:
                yield f"{where}:{line}: {own} must not include {folder} (see lib/LAYERS)"
            elif quote == "<" and folder in layers:
                yield f"{where}:{line}: <{name}> is ours: use quotes"


def check_cmd(root, layers):
    for path in sources(root / "cmd"):
        for line, quote, name in includes(path):
            own = (root / "cmd" / name).exists() and "/" not in name
            if quote == '"' and not own and name.split("/")[0] not in layers:
                yield f'{path.relative_to(root)}:{line}: cmd/ includes lib/ only, not "{name}"'


def check(root):
    layers = read_layers(root)
    folders = sorted(p.name for p in (root / "lib").iterdir() if p.is_dir())
    for folder in folders:
        if folder not in layers and any((root / "lib" / folder).iterdir()):
            yield f"lib/{folder}: not in lib/LAYERS"
    for layer in layers:
        if layers.count(layer) > 1:
            yield f"lib/LAYERS: {layer} stands there twice"
    yield from check_lib(root, layers)
    yield from check_cmd(root, layers)


SELF_TEST = [
    # file, its text, part of the complaint ("" for none)
    ("lib/high/a.c", '#include "low/b.h"\n#include "high/a.h"\n#include <sys/stat.h>\n', ""),
    ("lib/low/b.c", '#include "high/a.h"\n', "low must not include high"),
    ("lib/low/b.c", ' #  include "high/a.h"\n', "lib/low/b.c:1: low must not"),
    ("lib/low/b.c", '#include "b.h"\n', "must be named from lib/"),
    ("lib/low/b.c", '#include "../high/a.h"\n', "must be named from lib/"),
    ("lib/low/b.c", "#include <high/a.h>\n", "use quotes"),
    ("lib/low/b.c", '#include "cmd/x.h"\n', "low must not include cmd"),
    ("lib/other/c.c", "", "lib/other: not in lib/LAYERS"),
    ("lib/d.c", "", "belongs into one of its folders"),
    ("cmd/main.c", '#include "high/a.h"\n#include "cmd.h"\n', ""),
    ("cmd/main.c", '#include "tests/x.h"\n', "cmd/ includes lib/ only"),
    ("cmd/main.c", '#include "missing.h"\n', "cmd/ includes lib/ only"),
]


def self_test():
    for name, text, wanted in SELF_TEST:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for path, content in [("lib/LAYERS", "# order\nlow\nhigh\n"), ("cmd/cmd.h", ""),
                                  ("lib/low/b.h", ""), ("lib/high/a.h", ""), (name, text)]:
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(content)
            complaints = "\n".join(check(root))
            if (wanted not in complaints) if wanted else complaints:
                sys.exit(f"self-test: {name} with {text!r} gave {complaints!r}, not {wanted!r}")


if __name__ == "__main__":
    self_test()
    found = list(check(pathlib.Path(sys.argv[1])))
    sys.stdout.writelines(f"{line}\n" for line in found)
    sys.exit(1 if found else 0)
