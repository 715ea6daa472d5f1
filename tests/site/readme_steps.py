#!/usr/bin/env python3
"""Makes a shell script of README.md: every command that it shows, in its order.

    readme_steps.py README.md >SCRIPT

The script runs in a machine that has nothing of kbsite but its sources in $SOURCES. Blocks are
understood as tests/style/readme.py explains. Besides, blocks of shell without a purpose:

    script/test           is not run: it is what runs this
    script/…              is run in the sources; what installs what was built follows the first one
    kbsite serve …        is ended once its first page was answered
"""
import re
import sys

FENCE = re.compile(r"^```(\S+)[ \t]*(.*)\n((?:.*\n)*?)```$", re.MULTILINE)
# What README.md names in a sentence behind the first block.
INSTALL = ("cmake --install build/release", "cpack --config build/release/CPackConfig.cmake")

PRELUDE = r"""#!/bin/bash
set -u
here=$PWD

# step LINE FOLDER: the commands that are read, as somebody would enter them one after the other.
step() {
    commands=$(cat)
    echo "README.md:$1: $commands"
    (cd "$2" && sh -eu -c "$commands") </dev/null >"$here/.stdout" 2>"$here/.stderr" && return
    echo "FAIL: README.md:$1 ended with status $?"
    tail -n 20 "$here/.stdout" "$here/.stderr"
    exit 1
}

file() {
    mkdir -p "$(dirname "$2")" && cat >"$2"
}

# printed LINE: what is read is what the last step printed as diagnostics.
printed() {
    cat >"$here/.wanted"
    diff "$here/.wanted" "$here/.stderr" && return
    echo "FAIL: README.md:$1: that is not what was printed"
    exit 1
}

# serves LINE COMMAND…: it says an address, and answers there.
serves() {
    line=$1 answer=
    shift
    echo "README.md:$line: $*"
    timeout 20 "$@" </dev/null >"$here/.stdout" 2>"$here/.stderr" &
    for _ in $(seq 100); do
        sleep 0.1
        port=$(sed -n 's|.*http://127\.0\.0\.1:\([0-9]*\)/.*|\1|p' "$here/.stdout" "$here/.stderr" | head -n 1)
        [ -n "$port" ] || continue
        exec 3<>"/dev/tcp/127.0.0.1/$port" || continue
        printf 'GET / HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$port" >&3
        answer=$(head -n 1 <&3)
        exec 3<&-
        break
    done
    kill $! && wait $!
    case $answer in *200*) return ;; esac
    echo "FAIL: README.md:$line: no page from $*: $answer"
    cat "$here/.stdout" "$here/.stderr"
    exit 1
}
"""


def quoted(function, content):
    return f"{function} <<'END_OF_README_BLOCK'\n{content}END_OF_README_BLOCK\n"


def shell_lines(line, content, state):
    """A block without a purpose, line by line."""
    for offset, text in enumerate(content.splitlines()):
        command = text.split("#")[0].strip()
        at = line + 1 + offset
        if command == "script/test":
            yield f"echo 'README.md:{at}: {command} is left out'\n"
        elif command.startswith("kbsite serve"):
            yield f"serves {at} {command}\n"
        elif command:
            yield quoted(f'step {at} "{"$SOURCES" if command.startswith("script/") else "$here"}"', command + "\n")
        if command == "script/build" and not state["installed"]:
            state["installed"] = True
            for install in INSTALL:
                yield quoted(f'step {at} "$SOURCES"', install + "\n")


def steps(readme):
    state = {"installed": False}
    missing = [command for command in INSTALL if f"`{command}`" not in readme]
    if missing:
        sys.exit(f"README.md does not say `{missing[0]}`")
    for match in FENCE.finditer(readme):
        line = readme.count("\n", 0, match.start()) + 1
        language, purpose, content = match.groups()
        if purpose.startswith("file="):
            yield quoted(f"file {line} '{purpose[len('file='):]}'", content)
        elif purpose == "run":
            yield quoted(f'step {line} "$here"', content)
        elif purpose == "stderr":
            yield quoted(f"printed {line}", content)
        elif language == "sh":
            yield from shell_lines(line, content, state)


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        text = file.read()
    sys.stdout.write(PRELUDE + "".join(steps(text)) + "echo 'README.md: done'\n")
