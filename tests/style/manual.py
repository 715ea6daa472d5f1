"""Whether kbsite.yml(5) and the table of keys in lib/data/config.c say the same.

Each key has an entry, in the order of the table:

    .It Ic limits.nesting
    What it is for.
    .Pp
    Number from 1 to 1000; by default
    .Li 100 .
    .Dl limits: {nesting: 50}

The kind of value must be one that the key's function reads, the default what config_defaults sets (and
what README.md says), and the example something that the program takes and that is not the default."""
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml

KEY = re.compile(r'^\s*\{S_INIT\("(\w*)"\), S_INIT\("(\w+)"\), (read_\w+), AT\([\w.]+\), ([\d< ]+)\}', re.MULTILINE)
SET = re.compile(r'\.(\w+) = (?:S\("([^"]*)"\)|([\w< ]+))[,}]')
ENTRY = re.compile(r"^\.It Ic (\S+)\n(.+?)(?=^\.(?:It|El))", re.MULTILINE | re.DOTALL)
END = re.compile(r"\n\.Pp\n([A-Z][\w ]*); by default(?: (none|empty|as below)\.|\n\.Li (\S+) \.)\n\.Dl (.+)\n$")

# What the functions read, as the manual says it; and what holds where the defaults set nothing.
KINDS = {
    "read_text": ("Text", None), "read_path": ("Path|Name or path", None), "read_language": ("Language tag", None),
    "read_flag": ("True or false", False), "read_inbox": ("Show or hide", "show"), "read_limit": ("Number", None),
    "read_names": ("List", []), "read_nav": ("List", []), "read_folders": ("Map", {}), "read_limits": ("Map", "below"), "read_check": ("Map", {}),
    "read_site_url": ("Address or path", None), "read_address": ("Web address", None),
    "read_edit_url": ("Web address", None), "read_host": ("Domain", None),
}
SAID = {"none": None, "as below": "below", "empty": ()}


def number(text, constants):
    """The value of a C expression of the form "2 << 20"."""
    text = constants.get(text, text)
    left, _, right = text.partition("<<")
    return int(left) << int(right or 0)


def table(config_c, constants):
    """(name, function, most, default) of every key."""
    body = config_c[config_c.index("void config_defaults"):]
    found = SET.findall(body[:body.index("\n}\n")])
    set_to = {name: text if not value else number(value, constants) for name, text, value in found}
    for group, name, function, most in KEY.findall(config_c):
        default = set_to.get(name, KINDS.get(function, ("", None))[1])
        yield f"{group}.{name}" if group else name, function, number(most, {}), default


def plain(text):
    """A line of a man page as it is shown."""
    return text.replace(r"\&", "").replace(r"\(dq", '"')


def check_entry(name, function, most, default, body):
    end = END.search(body)
    if not end:
        yield "its last lines are not kind, default and example"
        return
    kind, said, value, example = end.groups()
    wanted = KINDS[function][0].split("|")
    if function == "read_limit":
        wanted = [f"Number from 1 to {most}"]
    if kind not in wanted:
        yield f"it is said to be \"{kind}\", and {function} reads \"{wanted[0]}\""
    shown = yaml.safe_load(plain(value)) if value else SAID[said]
    if shown != (default or (() if default in ([], {}) else default)):
        yield f"its default is said to be {shown!r}, and is {default!r}"
    given = yaml.safe_load(plain(example))
    for part in name.split("."):
        given = given.get(part) if isinstance(given, dict) else None
    if given is None or given == default:
        yield f"its example is not one: {example}"


def check(manual, keys, readme):
    entries = dict(ENTRY.findall(manual))
    names = [name for name, *_ in keys]
    if not names:
        yield "there is no table of keys"
    if list(entries) != names:
        yield f"the entries are {sorted(set(entries) ^ set(names)) or 'in another order'}: wanted is {names}"
    for name, function, most, default in keys:
        if function not in KINDS:
            yield f"{name}: what does {function} read?"
        elif name in entries:
            for complaint in check_entry(name, function, most, default, entries[name]):
                yield f"{name}: {complaint}"
        said = readme
        for part in name.split("."):
            said = said.get(part) if isinstance(said, dict) else None
        if default != "below" and said != default:
            yield f"{name}: README.md says {said!r}, and the default is {default!r}"


def examples(manual):
    for name, body in ENTRY.findall(manual):
        end = END.search(body)
        if end:
            yield name, plain(end.group(4))
    for text in re.findall(r"^\.Bd -literal\n(.*?)^\.Ed", manual, re.MULTILINE | re.DOTALL):
        yield "EXAMPLES", text


def check_examples(manual, kbsite):
    """The program takes every example: what it says of missing folders is another matter."""
    for name, example in examples(manual):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "kbsite.yml").write_text(example + "\n")
            done = subprocess.run([kbsite, "build", root], capture_output=True, text=True, timeout=60, check=False)
            if re.search(r"\[(config-\w+|site-url-value)\]", done.stderr):
                yield f"{name}: the example is not taken: {done.stderr}"


def defaults_of(readme):
    return yaml.safe_load(re.search(r"^```yaml defaults\n(.*?)^```", readme, re.MULTILINE | re.DOTALL).group(1))


def self_test():
    config_c = ('{S_INIT(""), S_INIT("a"), read_text, AT(a), 0},\n'
                '{S_INIT("limits"), S_INIT("n"), read_limit, AT(limits.n), 1 << 4},\n'
                'void config_defaults\n{ .a = S("x"), .limits = {.n = N} }\n}\n')
    keys = list(table(config_c, {"N": "1 << 3"}))
    manual = (".It Ic a\nT.\n.Pp\nText; by default\n.Li x .\n.Dl a: y\n"
              ".It Ic limits.n\nT.\n.Pp\nNumber from 1 to 16; by default\n.Li 8 .\n.Dl limits: {n: 9}\n.El\n")
    readme = {"a": "x", "limits": {"n": 8}}
    assert not list(check(manual, keys, readme)), list(check(manual, keys, readme))
    for old, new in ((".It Ic a", ".It Ic b"), ("Text;", "Path;"), ("Li x", "Li z"), ("a: y", "a: x"), ("a: y", "b: y"),
                     ("to 16", "to 17"), ("Li 8", "Li 9"), ("by default\n.Li 8 .", "by default none."), (".Pp\n", "")):
        assert list(check(manual.replace(old, new), keys, readme)), (old, new)
    assert list(check(manual, keys, {"a": "x", "limits": {"n": 9}}))


def main(root, kbsite):
    constants = dict(re.findall(r"(YAML_\w+) = ([\d< ]+)", (root / "lib/data/yaml.h").read_text()))
    keys = list(table((root / "lib/data/config.c").read_text(), constants))
    manual = (root / "cmd/kbsite.yml.5").read_text()
    self_test()
    found = list(check(manual, keys, defaults_of((root / "README.md").read_text())))
    found += check_examples(manual, kbsite)
    sys.stdout.writelines(f"cmd/kbsite.yml.5: {line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()))
