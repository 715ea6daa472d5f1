"""Builds of one project at the same time wait for each other, and the last one is right.

    run_waiting.py

One holds the lock (stopped, or this test itself) while others wait: then it ends, or is killed.
What was edited while they waited counts: notes, configuration, theme."""
import fcntl
import os
import random
import signal
import tempfile
import time

import kit

MOMENT = 0.3  # a build that does not wait is long done by then, most likely


class Project:
    def __init__(self, folder, failures):
        self.folder = os.path.join(folder, "project")
        self.other = os.path.join(folder, "clean")
        self.failures = failures
        os.mkdir(self.folder)
        kit.put(self.folder, {"kbsite.yml": "title: A\n", **kit.notes(80)})
        kit.run(self.folder)

    def edit(self, word):
        kit.write(self.folder, "kbsite.yml", f"title: {word}\n")
        kit.write(self.folder, "theme/assets/own.css", f"/* {word} */\n")
        kit.write(self.folder, "a/n3.md", f"# {word}\n\n[x](n6.md)\n")
        kit.remove(self.folder, "b/n4.md")

    def check(self, what):
        site = kit.tree(os.path.join(self.folder, kit.SITE))
        _, wanted = kit.clean(self.folder, self.other)
        if kit.difference(site, wanted):
            self.failures.add(f"{what}:\n" + kit.difference(site, wanted))

    def wait(self, what, builds):
        for build in builds:
            if build.wait(kit.TIMEOUT) != 0:
                self.failures.add(f"{what}: a build ended with {build.returncode}")

    def lock(self):
        """The lock as another program would hold it."""
        handle = os.open(os.path.join(self.folder, kit.STATE, "lock"), os.O_RDWR)
        fcntl.flock(handle, fcntl.LOCK_EX)
        return handle

    def is_locked(self):
        handle = os.open(os.path.join(self.folder, kit.STATE, "lock"), os.O_RDWR)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return False
        except BlockingIOError:
            return True
        finally:
            os.close(handle)

    def stopped(self):
        """A build that was stopped while it holds the lock."""
        for i in range(200):
            kit.write(self.folder, "a/n3.md", f"# Try {i}\n")
            build = kit.start(self.folder)
            while build.poll() is None and not self.is_locked():
                pass
            build.send_signal(signal.SIGSTOP)
            if build.poll() is None and self.is_locked():
                return build
            build.send_signal(signal.SIGCONT)
            build.wait(kit.TIMEOUT)
        raise SystemExit("no build could be stopped while it holds the lock")


def waits(project):
    handle = project.lock()
    before = kit.tree(os.path.join(project.folder, kit.SITE))
    builds = [kit.start(project.folder) for _ in range(2)]
    time.sleep(MOMENT)
    if any(build.poll() is not None for build in builds):
        project.failures.add("a build did not wait for the lock")
    if kit.tree(os.path.join(project.folder, kit.SITE)) != before:
        project.failures.add("a build that waits has written")
    project.edit("Edited while they waited")
    os.close(handle)
    project.wait("two that waited", builds)
    project.check("after waiting")


def survives(project, end):
    first = project.stopped()
    second = kit.start(project.folder)
    time.sleep(MOMENT)
    if second.poll() is not None:
        project.failures.add("the second did not wait for the first")
    project.edit(f"Edited before {end.name}")
    first.send_signal(end)
    first.wait(kit.TIMEOUT)
    project.wait(f"the second, after {end.name}", [second])
    project.check(f"the first got {end.name}")


def crowd(project, pick):
    """Five at once; before each start something is edited."""
    builds = []
    for i in range(5):
        kit.write(project.folder, f"b/n{1 + 3 * pick.randrange(20)}.md", f"# Crowd {i} {pick.random()}\n")
        kit.write(project.folder, "a/new.md", f"# New {i} {pick.random()}\n")
        builds.append(kit.start(project.folder, pick.choice(["-j1", "-j4"])))
        time.sleep(pick.uniform(0, 0.03))
    if pick.random() < 0.5:
        builds[0].kill()
        builds[0].wait()
        del builds[0]
    project.wait("one of five", builds)
    project.check("five at once")


def main():
    failures = kit.Failures()
    pick = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        project = Project(folder, failures)
        waits(project)
        survives(project, signal.SIGKILL)
        survives(project, signal.SIGCONT)
        for _ in range(3 if kit.SANITIZED else 10):
            crowd(project, pick)
    failures.end()


if __name__ == "__main__":
    kit.quit_on_signals()
    main()
