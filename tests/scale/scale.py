"""Work must grow with the size of the input, not with its square.

    scale.py KBSITE [--long] [NAME]…

Builds or checks each hostile project of cases.py at two sizes, n and 2n, and counts instructions with
valgrind's callgrind, less those of the least that a run does. Fails where twice the input took 2.3
times the instructions or more. Instruction counts are the same on every run, times are not.

--long: sizes eight times as large, which shows what is fast but not linear (about half an hour).
NAME: only cases whose name holds it."""
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import cases

GROWTH = 2.3
LEAST = 1_000_000  # instructions: fewer would tell nothing
LONGER = 8
SECONDS = 900
BUILD = ["build", "-q"]
CHECK = ["check", "-q", "--no-site", "--fail-on", "never"]


def write(folder, files):
    files.setdefault("kbsite.yml", "content_dir: notes\n")
    if "mkdocs.yml" in files:
        del files["kbsite.yml"]
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8", "surrogateescape"))


def instructions(kbsite, files, run=BUILD):
    """How many a run takes on one thread; RuntimeError where it did not end as it should."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write(folder / "p", files)
        command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
                   f"--log-file={folder}/log", kbsite, *run, "-j1", folder / "p"]
        environment = {**os.environ, "GIT_CEILING_DIRECTORIES": name}
        end = subprocess.run(command, capture_output=True, timeout=SECONDS, env=environment)
        log = (folder / "log").read_text()
    count = re.search(r"Collected : (\d+)", log)
    if end.returncode not in (0, 2) or not count:  # 2: a theme that cannot be used
        raise RuntimeError(f"ended with {end.returncode}: {end.stderr.decode()[-300:]}")
    return int(count.group(1))


def measure(kbsite, make, size, fixed, run):
    once, twice = (instructions(kbsite, make(n), run) - fixed for n in (size, 2 * size))
    if once < LEAST:
        raise RuntimeError(f"{once} instructions are too few to tell")
    return once, twice / once


def select(names):
    every = {f"{group}: {name}": case
             for group, table in (("note", cases.NOTES), ("site", cases.SITES), ("check", cases.CHECKS),
                                  ("config", cases.CONFIGS), ("template", cases.TEMPLATES))
             for name, case in table.items()}
    return {name: case for name, case in every.items()
            if not names or any(part in name for part in names)}


def main(kbsite, arguments):
    factor = LONGER if "--long" in arguments else 1
    selected = select([a for a in arguments if a != "--long"])
    failed = 0
    fixed = {"note": instructions(kbsite, cases.note("")),
             "config": instructions(kbsite, cases.config("k: v\n")(1)),
             "template": instructions(kbsite, cases.template("{{")),
             "check": instructions(kbsite, cases.note(""), CHECK)}
    fixed["site"] = fixed["note"]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        waiting = {name: pool.submit(measure, kbsite, make, size * factor,
                                     fixed[name.partition(":")[0]],
                                     CHECK if name.startswith("check:") else BUILD)
                   for name, (size, make) in selected.items()}
        for name, result in waiting.items():
            try:
                once, growth = result.result()
            except (RuntimeError, subprocess.TimeoutExpired) as error:
                failed += 1
                print(f"FAILED {name}: {error}")
                continue
            bad = (growth >= GROWTH) != (name in cases.KNOWN)
            failed += bad
            print(f"{'FAILED' if bad else 'ok'} {name}: {once / 1e6:.1f} M, grows by {growth:.2f}"
                  + (", as is known" if name in cases.KNOWN and not bad else ""), flush=True)
    print(f"{len(selected) - failed} passed, {failed} failed")
    return 1 if failed or not selected else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
