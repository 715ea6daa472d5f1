"""After any edit, a build on top of the last one gives what a clean one gives.

    run_edits.py [--edits N] [--seed N]

Begins with the wiki that comes with the program and some generated notes. Each step edits something
(see edits.py), builds, and compares site, messages and status with a clean build of a copy that has
other times. Some steps leave everything as it is, are built with other options, or are killed first.
On failure it prints seed, step, edit and difference, and keeps the folders."""
import argparse
import os
import random
import re
import shutil
import sys
import tempfile
import time

import edits
import kit

EDITS = 15 if kit.SANITIZED else 60
FILLERS = 12

# Written, unchanged and removed files tell how a build was made.
HOW = re.compile(r" \(\d+ written, \d+ unchanged, \d+ removed\)")
OPTIONS = [[], [], [], [], [], [], ["--drafts"], ["-b", "https://example.org/other/"], ["--clean"],
           ["--strict"]]


class Pair:
    """The project that is built again and again, and its copy that is built anew."""

    def __init__(self, folder, seed):
        self.random = random.Random(seed)
        self.project = os.path.join(folder, "project")
        self.copy = os.path.join(folder, "copy")
        os.mkdir(self.project)
        os.mkdir(self.copy)
        kit.put(self.project, {**kit.example(), **{f"notes/{p}": data for p, data in
                                                  kit.notes(FILLERS).items() if p != "index.md"}})
        self.has_git = kit.commit(self.project)
        self.copied = 0

    def commits(self):
        return os.stat(os.path.join(self.project, ".git/logs/HEAD")).st_size

    def sync(self):
        """Sources and repository of the copy, with times that say nothing."""
        shutil.rmtree(os.path.join(self.copy, kit.STATE), ignore_errors=True)
        shutil.rmtree(os.path.join(self.copy, kit.SITE), ignore_errors=True)
        if self.has_git and self.commits() != self.copied:
            shutil.rmtree(os.path.join(self.copy, ".git"), ignore_errors=True)
            shutil.copytree(os.path.join(self.project, ".git"), os.path.join(self.copy, ".git"))
            self.copied = self.commits()
        files = {p: data for p, data in kit.tree(self.project).items() if kit.is_source(p)}
        kit.put(self.copy, files)
        for path in files:
            when = self.random.randrange(10**9, 2 * 10**9)
            os.utime(os.path.join(self.copy, path), (when, when), follow_symlinks=False)

    def kill(self, options):
        build = kit.start(self.project, *options)
        time.sleep(self.random.uniform(0, 0.05))
        build.kill()
        build.wait()

    def compare(self, options, jobs):
        before = kit.tree(os.path.join(self.project, kit.SITE))
        got = kit.run(self.project, "-v", jobs, *options)
        self.sync()
        wanted = kit.run(self.copy, "-v", "-j2", *options)
        site = kit.tree(os.path.join(self.project, kit.SITE))
        after = before
        if got.code != 2:
            after = kit.tree(os.path.join(self.copy, kit.SITE))
        if got.said() != wanted.said():
            yield (f"ended with {got.code}, a clean build with {wanted.code}; only here:\n" +
                   only(got.err, wanted.err) + "only there:\n" + only(wanted.err, got.err))
        if HOW.sub("", got.out) != HOW.sub("", wanted.out):
            yield f"{got.out} is not {wanted.out}"
        if kit.difference(site, after):
            yield kit.difference(site, after)

    def step(self, n):
        name, edit = edits.pick(self.random, self.has_git)
        detail = edit(edits.Edit(self.project, self.random, n))
        options = self.random.choice(OPTIONS)
        killed = self.random.random() < 0.08
        if killed:
            self.kill(options)
        wrong = [*self.compare(options, "-j8" if n % 2 else "-j1")]
        head = f"step {n}: {name} {detail or ''} {' '.join(options)}{' (killed first)' * killed}"
        return name, head, wrong


def only(text, other):
    lines = set(other.splitlines())
    return "".join(f"  {line}\n" for line in text.splitlines() if line not in lines)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--edits", type=int, default=EDITS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    folder = tempfile.mkdtemp()
    pair = Pair(folder, options.seed)
    if [*pair.compare([], "-j1")]:
        sys.exit(f"the first build is not a clean one; see {folder}")
    counts = {}
    for n in range(1, options.edits + 1):
        name, head, wrong = pair.step(n)
        counts[name] = counts.get(name, 0) + 1
        if options.verbose:
            print(head)
        if wrong:
            print(f"FAIL: seed {options.seed}, {head}\n" + "\n".join(wrong) +
                  f"\nThe folders are kept: {folder}")
            sys.exit(1)
    shutil.rmtree(folder)
    print(f"{options.edits} edits of {len(counts)} kinds")


if __name__ == "__main__":
    kit.quit_on_signals()
    main()
