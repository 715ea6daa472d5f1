"""After any edits, every page that is served is the one of a clean build, and nothing is left behind.

    run_follow.py [--edits N] [--seed N]

The edits are those of ../fault/edits.py. On failure it prints seed, step, edit and difference, and
keeps the folders."""
import argparse
import os
import random
import shutil
import sys
import tempfile
import time
import urllib.parse

from server import Server, check, failures, finish, kit, wait_for

import edits  # noqa: E402
import run_edits  # noqa: E402

EDITS = 40 if kit.SANITIZED else 150
EVERY = 4       # edits between comparisons
MORE = 1.10     # memory, against a server that has seen no edit
SLACK = 8 << 20


def is_compared(path):
    """Files of others are many, and the same."""
    return not path.startswith("assets/vendor/")


class Followed(run_edits.Pair):
    """A project that is served, and its copy that is built anew."""

    def __init__(self, folder, seed):
        super().__init__(folder, seed)
        kit.run(self.project)  # some edits are of what a build leaves
        self.server = Server(self.project, "--no-reload", "-q")
        self.edits = random.Random(seed)  # how often is compared depends on time, the edits do not
        self.pages, self.broken = {}, False
        self.handles = self.server.handles()

    def ask(self, paths):
        """The answers to all of them, over one connection. Where the site is an edit may change."""
        connection = self.server.connect()
        self.server.root = "/"
        self.server.root = self.server.get("", connection=connection).headers.get("location", "/")
        answers = {path: self.server.get(urllib.parse.quote(os.fsencode(path)), connection=connection)
                   for path in sorted(paths)}
        connection.close()
        return answers

    def difference(self):
        """What is served otherwise than a clean build has it; "" when nothing is."""
        self.sync()
        built = kit.run(self.copy)
        self.broken = built.code == 2
        if self.broken:
            return self.stays()
        site = {path: data for path, data in kit.tree(os.path.join(self.copy, kit.SITE)).items() if is_compared(path)}
        answers = self.ask(site.keys() | self.pages.keys())
        said = kit.difference({path: answer.body for path, answer in answers.items() if answer.status == 200}, site)
        if not said:
            self.pages = site
        return said

    def stays(self):
        """What is wrong with the last site, which stays up while there is no newer one. Which edit it
        is of is not known here, and files that are only copied are gone when they are gone."""
        return "".join(f"  {path}: {answer.status}\n" for path, answer in self.ask(self.pages).items()
                       if answer.status not in (200, 404))

    def edit(self, n):
        name, edit = edits.pick(self.edits, self.has_git)
        return f"{name} {edit(edits.Edit(self.project, self.edits, n)) or ''}"


def follow(project, options):
    """Goes on after the last edit until the project makes a site, which a fresh server can show."""
    done, n = [], 0
    while n < options.edits or n % EVERY or project.broken:
        n += 1
        done.append(project.edit(n))
        if n % EVERY:
            time.sleep(project.edits.choice((0, 0, 0.02, 0.2)))
            continue
        last = []
        if not wait_for(lambda: not last.append(project.difference()) and not last[-1], 20):
            return f"seed {options.seed}, step {n} after {done[-EVERY:]}:\n{last[-1]}\n{project.server.complaints()[-600:]}"
    return ""


def check_memory(project):
    check(wait_for(lambda: project.server.handles() <= project.handles),
          f"{project.server.handles()} handles are open, {project.handles} at first")
    used = project.server.memory()
    with Server(project.project, "--no-reload", "-q") as fresh:
        for path in project.pages:
            fresh.get(urllib.parse.quote(os.fsencode(path)))
        base = fresh.memory()
    if not kit.SANITIZED:
        check(used <= base * MORE + SLACK, f"{used >> 20} MB are used, {base >> 20} MB by a fresh server")
    return used, base


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--edits", type=int, default=EDITS)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    folder = tempfile.mkdtemp()
    project = Followed(folder, options.seed)
    with project.server:
        wrong = follow(project, options)
        if wrong:
            sys.exit(f"FAIL: {wrong}\nThe folders are kept: {folder}")
        used, base = check_memory(project)
    if not failures:
        shutil.rmtree(folder)
    finish(f"{options.edits} edits, {len(project.pages)} pages; {used >> 20} MB, {base >> 20} MB in a fresh server")


if __name__ == "__main__":
    kit.quit_on_signals()
    main()
