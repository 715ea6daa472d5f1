"""Whether the documentation is true, as far as a program can tell.

The samples of README.md are tried in a temporary folder, in their order. What a fenced block is
for stands behind its language:

    ```sh run              commands that call kbsite; each block must end with status 0
    ```text stderr         what the block before it printed there
    ```yaml file=a/b.yml   a file that the commands use
    ```yaml defaults       a configuration that says what holds anyway

Every key of the configuration must be named in README.md, every command and every option there and in
the man page (keys have a page of their own, see manual.py), and paths in README.md and
ARCHITECTURE.md must exist."""
import filecmp
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import yaml

FENCE = re.compile(r"^```(\S+)[ \t]*(.*)\n((?:.*\n)*?)```$", re.MULTILINE)
KEY = re.compile(r'^\s*\{S_INIT\("(\w*)"\), S_INIT\("(\w+)"\), read_', re.MULTILINE)
LONG_OPTION = re.compile(r'\{"([a-z-]+)", \w+_argument, NULL, (?:\'(\w)\'|\w+)\}')
MAIN_OPTION = re.compile(r'S\("(--?\w[\w-]*)"\)')
COMMAND = re.compile(r"&cmd_(\w+)")
PATH = re.compile(r"[`(]((?:lib|cmd|tests|themes|script|content-example|\.github|\.ci)/[\w./-]*)[`)]")


def blocks(text):
    """(line, language, purpose, content) of every fenced block."""
    for match in FENCE.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, *match.groups()


# ---- samples


class Trial:
    """Runs blocks in a folder that has the program on its PATH."""

    def __init__(self, folder, kbsite):
        self.folder = folder / "trial"
        self.folder.mkdir()
        tools = folder / "bin"
        tools.mkdir()
        (tools / "kbsite").symlink_to(kbsite)
        self.env = dict(os.environ, PATH=f"{tools}:{os.environ['PATH']}", LC_ALL="C", NO_COLOR="1")
        self.stderr = None

    def run(self, content):
        done = subprocess.run(["sh", "-eu", "-c", content], cwd=self.folder, env=self.env, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
        self.stderr = done.stderr
        if done.returncode:
            yield f"ended with status {done.returncode}:\n{done.stdout}{done.stderr}"

    def compare(self, content):
        if self.stderr != content:
            yield f"the command before it printed:\n{self.stderr}"

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
        if name.endswith(".yml"):
            try:
                yaml.safe_load(content)
            except yaml.YAMLError as error:
                yield str(error)

    def defaults(self, content):
        """The same site with this configuration as without one."""
        for name, config in (("with", content), ("without", None)):
            wiki = self.folder / name
            wiki.mkdir()
            (wiki / "note.md").write_text("---\ndraft: true\n---\n")
            (wiki / "other.md").write_text("# Other\n\n## Inbox\n\n- [x](note.md)\n")
            if config is not None:
                (wiki / "kbsite.yml").write_text(config)
            yield from self.run(f"kbsite build {name}")
        seen = filecmp.dircmp(self.folder / "with/site", self.folder / "without/site")
        if not (self.folder / "with/site/other").is_dir() or differ(seen):
            yield "a site that is built with it differs"

    def block(self, purpose, content):
        if purpose == "run":
            yield from self.run(content)
        elif purpose == "stderr":
            yield from self.compare(content)
        elif purpose == "defaults":
            yield from self.defaults(content)
        elif purpose.startswith("file="):
            yield from self.write(purpose[len("file="):], content)
        elif purpose:
            yield f"what is \"{purpose}\"?"


def differ(seen):
    return (seen.left_only or seen.right_only or seen.diff_files or seen.funny_files
            or any(differ(inner) for inner in seen.subdirs.values()))


def check_samples(name, text, kbsite):
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(pathlib.Path(folder), kbsite)
        for line, _, purpose, content in blocks(text):
            for complaint in trial.block(purpose, content):
                yield f"{name}:{line}: {complaint}"


# ---- what must be named


def keys(config_c):
    return [(group, key) for group, key in KEY.findall(config_c)]


def options(sources):
    """The spellings of every option of the commands."""
    for text in sources:
        for name, letter in LONG_OPTION.findall(text):
            yield f"--{name}"
            if letter:
                yield f"-{letter}"
        yield from MAIN_OPTION.findall(text)


def readme_keys(readme):
    samples = [content for _, _, purpose, content in blocks(readme) if purpose == "defaults"]
    root = yaml.safe_load(samples[0]) if samples else {}
    found = {("", key) for key in root}
    for group, value in root.items():
        if isinstance(value, dict):
            found |= {(group, key) for key in value}
    return found


def check_named(readme, man, config_c, commands):
    known, in_readme = keys(config_c), readme_keys(readme)
    for group, key in known:
        full = f"{group}.{key}" if group else key
        if (group, key) not in in_readme:
            yield f"README.md: the configuration's key {full} is missing among the defaults"
    for option in sorted(set(options(commands.values()))):
        if not re.search(rf"`{option}[ `]", readme):
            yield f"README.md: the option {option} is missing"
        if not re.search(rf"\bFl {re.escape(option[1:])}\b(?!-)", man):
            yield f"cmd/kbsite.1: the option {option} is missing"
    for command in sorted(set(COMMAND.findall(commands["main.c"]))):
        if f"kbsite {command}" not in readme:
            yield f"README.md: the command {command} is missing"
        if f"\n.It Ic {command}" not in man and f"\n.Ss {command}" not in man:
            yield f"cmd/kbsite.1: the command {command} is missing"
    if not known or not any(LONG_OPTION.search(text) for text in commands.values()):
        yield "no keys or no options were found in the sources"


def check_paths(root, name, text):
    for match in PATH.finditer(text):
        if not (root / match.group(1)).exists():
            yield f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {match.group(1)} does not exist"


def check_completion(name, text, commands):
    """Whether what completes commands in a shell knows them and their options."""
    words = set(re.findall(r"[a-z][a-z-]*", text))
    for command in sorted(set(COMMAND.findall(commands["main.c"]))):
        if command not in words:
            yield f"{name}: the command {command} is missing"
    for option in sorted({name for text in commands.values() for name, _ in LONG_OPTION.findall(text)}):
        if option not in words and f"--{option}" not in text:
            yield f"{name}: the option --{option} is missing"


def check(root, kbsite):
    readme = (root / "README.md").read_text()
    commands = {path.name: path.read_text() for path in (root / "cmd").glob("*.c")}
    yield from check_named(readme, (root / "cmd/kbsite.1").read_text(),
                           (root / "lib/data/config.c").read_text(), commands)
    for path in sorted((root / "cmd/completions").iterdir()):
        yield from check_completion(f"cmd/completions/{path.name}", path.read_text(), commands)
    yield from check_samples("README.md", readme, kbsite)
    for name in ("README.md", "ARCHITECTURE.md"):
        yield from check_paths(root, name, (root / name).read_text())


# ---- self-test

CONFIG_C = '    {S_INIT(""), S_INIT("title"), read_text, 0},\n' \
           '    {S_INIT("limits"), S_INIT("n"), read_limit, 0},\n'
COMMANDS = {"main.c": '{&cmd_build, NULL}; S("-V")',
            "cmd_build.c": '{"jobs", required_argument, NULL, \'j\'},\n'
                           '{"dry", no_argument, NULL, OPTION_DRY},\n'}
README = "```yaml defaults\ntitle:\nlimits:\n  n: 1\n```\n`kbsite build`, `-j`, `--jobs N`, `--dry`, `-V`\n"
MAN = "\n.It Ic build\n.Fl V\n.Fl j , Fl -jobs\n.Fl -dry\n"


def expect(wanted, complaints, what):
    text = "\n".join(complaints)
    if (wanted not in text) if wanted else text:
        sys.exit(f"self-test: {what} gave {text!r}, not {wanted!r}")


def self_test(root, kbsite):
    expect("", check_named(README, MAN, CONFIG_C, COMMANDS), "all named")
    for part, wanted in (("title:\n", "key title"), ("  n: 1\n", "key limits.n"), ("`-j`", "option -j"),
                         ("--jobs N", "option --jobs"), ("kbsite build", "command build")):
        expect(f"README.md: the {wanted if 'key' not in wanted else 'configuration'}",
               check_named(README.replace(part, "\n"), MAN, CONFIG_C, COMMANDS), f"without {part!r}")
    for part in ("Fl j ", "Fl -dry", "Fl V", "build"):
        expect("cmd/kbsite.1: the ", check_named(README, MAN.replace(part, ""), CONFIG_C, COMMANDS),
               f"a man page without {part!r}")
    expect("", check_completion("x", "build -l jobs --dry", COMMANDS), "a completion")
    expect("x: the option --dry is missing", check_completion("x", "build -l jobs", COMMANDS), "a completion without one")
    expect("x: the command build is missing", check_completion("x", "-l jobs --dry", COMMANDS), "a completion of none")
    samples = (("sh run", "false\n", "README.md:1: ended with status 1"),
               ("sh run", "test -n \"$(kbsite version)\"\n", ""),
               ("text stderr", "x\n", "the command before"),
               ("sh walk", "", "what is"),
               ("yaml file=a.yml", "a: [\n", "README.md:1: "),
               ("yaml defaults", "title: Other\n", "differs"),
               ("yaml defaults", "drafts: true\n", "differs"),
               ("yaml defaults", "language: en\n", ""))
    for purpose, content, wanted in samples:
        expect(wanted, check_samples("README.md", f"```{purpose}\n{content}```\n", kbsite), content)
    expect("x:2: lib/no.c does", check_paths(root, "x", "\n`lib/no.c`, `lib/<x>.c`, `lib/base/str.h`"), "paths")


if __name__ == "__main__":
    source, program = pathlib.Path(sys.argv[1]), shutil.which(sys.argv[2])
    program = pathlib.Path(program).resolve()
    self_test(source, program)
    found = list(check(source, program))
    sys.stdout.writelines(f"{line}\n" for line in found)
    sys.exit(1 if found else 0)
