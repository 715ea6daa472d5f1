"""Builds that a signal ends at a random moment hurt no site.

    run_kills.py [--rounds N] [--seed N]

Each round edits some notes, starts a build and sends it a signal after a random time, mostly
SIGKILL. Then each file of the site is what it was or what the edited notes make of it, and nothing
is lost unless all of the new site is there. In half of the rounds the next build follows and must
give what a clean build gives, with the same messages; in the others the next round begins with
what the signal left."""
import argparse
import os
import random
import signal
import subprocess
import tempfile
import time

import kit

ROUNDS = 8 if kit.SANITIZED else 25
NOTES = 150
OTHERS = [signal.SIGTERM, signal.SIGINT, signal.SIGHUP]


class Rounds:
    def __init__(self, folder, seed, failures):
        self.random = random.Random(seed)
        self.seed, self.failures = seed, failures
        self.project = os.path.join(folder, "project")
        self.other = os.path.join(folder, "clean")
        os.mkdir(self.project)
        self.files = {"kbsite.yml": "title: Kills\nsite_url: https://example.org/\n",
                      "pic.png": os.urandom(1 << 18), **kit.notes(NOTES)}
        kit.put(self.project, self.files)
        begin = time.monotonic()
        kit.run(self.project)
        self.time = time.monotonic() - begin
        self.cut = 0  # builds that a signal ended

    def edit(self, n):
        """Some notes change, some go, some come; sometimes every page does."""
        pick = self.random
        notes = sorted(p for p in self.files if p.endswith(".md") and p != "index.md")
        for path in pick.sample(notes, 12):
            self.files[path] += f"\nA line of round {n}.\n"
        for path in pick.sample(notes, 3):
            del self.files[path]
        for i in range(3):
            self.files[f"{pick.choice('abcd')}/r{n}-{i}.md"] = f"# Round {n}, {i}\n\n[x](n1.md)\n"
        if pick.random() < 0.3:
            self.files["kbsite.yml"] = f"title: Round {n}\nsite_url: https://example.org/\n"
        if pick.random() < 0.3:
            self.files["pic.png"] = pick.randbytes(1 << 18)
        kit.put(self.project, self.files)

    def hit(self, sent):
        """A build and its signal, after up to about the time that a build takes. Its status."""
        jobs = self.random.choice(["-j1", "-j2", "-j8"])
        wait = self.random.uniform(0, self.time)
        build = kit.start(self.project, jobs)
        time.sleep(wait)
        if build.poll() is None:
            build.send_signal(sent)
        try:
            status = build.wait(kit.TIMEOUT)
        except subprocess.TimeoutExpired:
            build.kill()
            return build.wait()
        # Builds take longer or shorter than the first; about two of three are to be ended.
        self.time *= 0.9 if status == 0 else 1.05
        return status

    def site(self):
        return kit.tree(os.path.join(self.project, kit.SITE))

    def check(self, status, sent, before, after):
        if status == -sent:
            self.cut += 1
        elif status != 0:
            yield f"ended with {status}"
        # It may come before the program has said that it is to be ignored.
        if status == -signal.SIGPIPE and kit.difference(self.site(), before):
            yield "SIGPIPE ended a build that had begun"
        site = {p: data for p, data in self.site().items() if not kit.TEMPORARY.search(p)}
        yield from kit.check_files(site, before, after)
        if status == 0 and kit.difference(site, after):
            yield "not killed, but not right:\n" + kit.difference(site, after)

    def heal(self, wanted, after):
        result = kit.run(self.project, "-v")
        if result.said() != wanted.said():
            yield f"the next build ends with {result.code}, not {wanted.code}, and says\n{result.err}"
        if kit.difference(self.site(), after):
            yield "the next build is not a clean one:\n" + kit.difference(self.site(), after)
        for path in kit.temporaries(os.path.join(self.project, kit.STATE)):
            yield f"the next build leaves {kit.STATE}/{path}"

    def round(self, n, last):
        self.edit(n)
        before = {p: data for p, data in self.site().items() if not kit.TEMPORARY.search(p)}
        wanted, after = kit.clean(self.project, self.other)
        sent = signal.SIGKILL if self.random.random() < 0.75 else self.random.choice(OTHERS)
        wrong = [*self.check(self.hit(sent), sent, before, after)]
        if last or self.random.random() < 0.5:
            wrong += self.heal(wanted, after)
        if wrong:
            self.failures.add(f"seed {self.seed}, round {n}, {sent.name}: " + "\n  ".join(wrong))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    failures = kit.Failures()
    with tempfile.TemporaryDirectory() as folder:
        rounds = Rounds(folder, options.seed, failures)
        for n in range(1, options.rounds + 1):
            rounds.round(n, n == options.rounds)
            if failures.many():
                break
    print(f"{n} rounds; a signal ended {rounds.cut} of the builds")
    failures.end()


if __name__ == "__main__":
    kit.quit_on_signals()
    main()
