"""Each call of kbsite to the system fails once: nothing may be hurt by it.

    run_faults.py [--long] [--only CLASS[:KIND[:N]]] [--points N] [--workers N]

shim.c lets the n-th call of a class fail, or kills the program there. There are two scenarios: a
first build, and a build after edits (files change, come, go, and change places with folders). After
each fault
- kbsite has ended with a status that the manual knows, and said why with path and reason;
- each file of the site is as the old site has it, or as the new one has it;
- nothing of the old site is gone unless all of the new one is there;
- the next build gives what a clean one gives, says the same, and leaves no unfinished file.
--long goes through all n until no call is hit; without it, some are picked, evenly."""
import argparse
import concurrent.futures
import errno
import itertools
import os
import pathlib
import re
import shutil
import tempfile
import threading

import kit

KINDS = {
    "memory": ["ENOMEM", "kill"],
    "open": ["EMFILE", "EACCES", "EIO", "ENOSPC", "EMFILE on", "kill"],
    "read": ["EIO", "EINTR", "kill"],
    "readdir": ["EIO"],
    "write": ["ENOSPC", "EIO", "EINTR", "short", "short on", "ENOSPC on", "kill"],
    "rename": ["EACCES", "EIO", "kill"],
    "remove": ["EACCES", "EIO", "kill"],
    "mkdir": ["ENOSPC", "EACCES", "kill"],
    "sync": ["EIO", "kill"],
    "stat": ["EACCES", "EIO"],
    "close": ["EIO", "EINTR", "kill"],
    "lock": ["EINTR", "ENOLCK", "kill"],
    "start": ["EMFILE", "EAGAIN", "kill"],
}
POINTS = 8  # of each class and kind, without --long
POINTS_SANITIZED = 2

# Interrupted calls are repeated, and what is left of a short one is written.
NO_TRACE = {("read", "EINTR"), ("write", "EINTR"), ("lock", "EINTR"), ("write", "short"),
            ("write", "short on")}
# md4c 0.4.8 takes no notice when it has no memory for a link's definition, and reads it as text. It
# has no allocator of its own that could be replaced, so kbsite cannot know, and keeps what was read.
# Where memory ends in earnest, the next allocation ends the build and nothing is kept.
SWALLOWED = ("memory", "realloc", "libmd4c")
READING = ("open", "read", "readdir", "stat", "start")

PICTURE = bytes(range(256)) * 700  # more than one block

OLD = {
    "kbsite.yml": "title: Small\nsite_url: https://example.org/w/\nindexes: [owner]\n",
    "index.md": "# Small\n\nSee [one](one.md) and [gone](old/gone.md) &copy;.\n",
    "one.md": "---\ntags: [a, b]\nowner: ann\n---\n# One\n\nThe *first*, ![p](pic.png). é ﬀ\n",
    "two.md": "# Two ﬁn\n\n## Prerequisites\n\n- [One](one.md)\n- [Nowhere](nowhere.md)\n",
    "old/gone.md": "---\nupdated: 2024-01-02\ntags: [c]\n---\n# Gone\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "pic.png": PICTURE,
    "spot": "a file\n",
    "place/x.txt": "in a folder\n",
    "theme/partials/heading.mustache": "<h1>{{title}}</h1>\n",
    "theme/assets/own.css": "p { color: red }\n",
    "theme/types/recipe.yml": "title: Recipe\n",
}
NEW = {
    **OLD,
    "index.md": "# Small\n\nSee [one](one.md#the-first) and [new](new/here.md).\n",
    "one.md": "---\ntags: [b]\nowner: bob\n---\n# One, again\n\n- [ ] ![p](pic.png) `x` é ﬀ\n",
    "new/here.md": "---\ntype: recipe\nx: [\n---\n# Here\n\nThe text &eacute;.[^1] <b>bold\n\n[^1]: a\n",
    "pic.png": PICTURE[::-1],
    "spot/y.txt": "now a folder\n",
    "place": "now a file\n",
    "theme/assets/own.css": "p { color: blue }\n",
}
for path in ("old/gone.md", "spot", "place/x.txt"):
    del NEW[path]


class State:
    """Sources, and what a clean build makes of them."""

    def __init__(self, files, project):
        kit.put(project, files)
        shutil.rmtree(os.path.join(project, kit.SITE), ignore_errors=True)
        shutil.rmtree(os.path.join(project, kit.STATE), ignore_errors=True)
        result = kit.run(project, "-v")
        if result.code != 0:
            raise SystemExit(f"the site without faults: {result.code} {result.err}")
        self.files = files
        self.code, self.err = result.said()
        self.site = kit.tree(os.path.join(project, kit.SITE))
        self.lines = set(self.err.splitlines())
        self.folders = kit.folders(os.path.join(project, kit.SITE))


def is_swallowed(fault, result):
    return fault.name == SWALLOWED[0] and result.code == 0 and \
        all(word in result.fired for word in SWALLOWED[1:])


def must_fail(fault, result):
    """Whether a file of the site cannot be relied on, though it may look right."""
    if (fault.name, fault.kind) in NO_TRACE or f"/{kit.SITE}/" not in result.fired:
        return False
    return fault.name in ("write", "rename", "sync") or \
        fault.name == "close" and kit.TEMPORARY.search(result.fired) is not None


def check_message(fault, result, added):
    """What is said besides has the reason; and the path, when it is about reading."""
    reason = os.strerror(getattr(errno, fault.errno))
    if fault.kind.split()[0] == "ENOMEM" and "kbsite: out of memory" in added:
        return
    with_reason = [line for line in added if reason in line]
    if not with_reason:
        yield f"no message has the reason \"{reason}\""
    for line in with_reason:
        if not re.match(r'[^ ]+: error: |error: .*"[^"]+"', line):
            yield "the message has no path: " + line
    if result.code == 0 and not any("cannot be read" in line for line in with_reason):
        yield "a fault of reading is not reported as one"


class Fault:
    def __init__(self, name, kind, n):
        self.name, self.kind, self.n = name, kind, n
        self.errno = kind.split()[0]

    def __str__(self):
        return f"{self.name}:{self.kind}:{self.n}"

    def environment(self, report):
        words = self.kind.split()
        kind = words[0] if words[0] in ("short", "kill") else str(getattr(errno, words[0]))
        return {
            "LD_PRELOAD": os.path.join(kit.TOOLS, "libfault.so"),
            "FAULT_PROGRAM": os.path.basename(kit.KBSITE),
            "FAULT_CLASS": self.name, "FAULT_AT": str(self.n), "FAULT_KIND": kind,
            "FAULT_ON": "1" if words[-1] == "on" else "", "FAULT_REPORT": report,
        }

    def is_kill(self):
        return self.kind == "kill"


class Site:
    """A project of its own for one worker, which goes through faults."""

    def __init__(self, folder, states):
        self.project = os.path.join(folder, "project")
        self.report = os.path.join(folder, "report")
        self.old, self.new = states
        os.mkdir(self.project)

    def begin(self):
        """The state before the first fault; a fault of an earlier class may have left anything."""
        kit.put(self.project, OLD)
        if not os.path.isdir(os.path.join(self.project, ".git")):
            kit.commit(self.project)
        kit.run(self.project, "-q")

    def hit(self, fault, *options):
        if os.path.exists(self.report):
            os.unlink(self.report)
        result = kit.run(self.project, "-v", *options, env=fault.environment(self.report))
        if os.path.exists(self.report):
            result.fired = pathlib.Path(self.report).read_text(errors="replace").strip()
        return result

    def site(self):
        return kit.tree(os.path.join(self.project, kit.SITE))

    def judge(self, fault, result, before, after):
        """All that is wrong after a fault."""
        site = self.site()
        unfinished = [p for p in site if kit.TEMPORARY.search(p)]
        for path in unfinished:
            del site[path]
        if fault.is_kill() and result.fired:
            if result.code != -9:
                yield f"not killed, but {result.code}"
            yield from kit.check_files(site, before, after.site)
            return
        if kit.is_broken(result):
            yield f"ended with {result.code}"
            return
        added = set(result.err.splitlines()) - after.lines
        if result.code == after.code and not added:
            if is_swallowed(fault, result):
                return
            if must_fail(fault, result):
                yield "said nothing, though the site may not be on the disk"
            if kit.difference(site, after.site):
                yield "said nothing, but the site is wrong:\n" + kit.difference(site, after.site)
        else:
            yield from check_message(fault, result, added)
            yield from self.judge_failed(fault, result, site, before, after)
        if unfinished and fault.name not in ("memory", "remove"):
            yield f"an unfinished file is left: {unfinished[0]}"

    def judge_failed(self, fault, result, site, before, after):
        """The same when kbsite has said that something failed."""
        if (fault.name, fault.kind) in NO_TRACE:
            yield f"{fault.kind} left a trace"
        if result.code == 0:
            if fault.name not in READING:
                yield "ended with 0"
            for path, data in site.items():
                if not kit.whole(path, data):
                    yield f"{path} is not whole"
        elif result.code == 2:
            if fault.name not in READING:
                yield "ended with 2"
            elif kit.difference(site, before):
                yield "ended with 2, and the site was touched:\n" + kit.difference(site, before)
        elif result.code == 3:
            yield from kit.check_files(site, before, after.site)
        else:
            yield f"ended with {result.code}"

    def heal(self, after):
        """The next build is as if nothing had been."""
        result = kit.run(self.project, "-v")
        if result.said() != (after.code, after.err):
            yield f"the next build: {result.code} {result.err}"
        lines = kit.difference(self.site(), after.site)
        if lines:
            yield "the next build is not a clean one:\n" + lines
        for path in kit.folders(os.path.join(self.project, kit.SITE)) ^ after.folders:
            yield f"the next build: the folder {path} is there only once"
        left = kit.temporaries(os.path.join(self.project, kit.STATE))
        if left:
            yield f"the next build leaves {kit.STATE}/{left[0]}"
        for path in left:
            os.unlink(os.path.join(self.project, kit.STATE, path))

    def forget(self):
        for name in (kit.SITE, kit.STATE):
            shutil.rmtree(os.path.join(self.project, name), ignore_errors=True)

    def after(self, fault, result, before, state):
        """All that is wrong then and with the next build."""
        yield from self.judge(fault, result, before, state)
        if is_swallowed(fault, result):
            self.forget()
        yield from self.heal(state)

    def first(self, fault):
        """A first build. Gives the run and what is wrong."""
        self.forget()
        kit.put(self.project, NEW)
        result = self.hit(fault, "-j1")
        return result, [*self.after(fault, result, {}, self.new)]

    def rebuild(self, fault):
        """From the old state to the new one, or back where the new one is there."""
        here, there = self.old, self.new
        if (pathlib.Path(self.project) / "new").exists():
            here, there = there, here
        kit.put(self.project, there.files)
        result = self.hit(fault, "-j1" if there is self.new else "-j3")
        return result, [*self.after(fault, result, here.site, there)]


def numbers(site, scenario, name, points):
    """Which calls of a class to hit: all, or that many among those that there are."""
    if not points:
        return itertools.count(1)
    getattr(site, scenario)(Fault(name, "EIO", 0))
    result, _ = getattr(site, scenario)(Fault(name, "EIO", 0))
    calls = int(result.fired or 0)
    step = max(1, calls // points)
    return range(1, calls + 1, step)


def go_through(site, scenario, name, kind, options, failures):
    """One class and one kind, until no call is hit. How many were."""
    site.begin()
    hits = 0
    given = [int(options.n)] if options.n else numbers(site, scenario, name, options.points)
    for n in given:
        fault = Fault(name, kind, n)
        fired = ""
        for _ in range(2 if scenario == "rebuild" else 1):
            result, wrong = getattr(site, scenario)(fault)
            fired = fired or result.fired
            hits += bool(result.fired)
            if wrong:
                failures.add(f"{scenario} {fault} ({result.fired or 'no call was hit'})\n  " +
                             "\n  ".join(wrong) + f"\n  status {result.code}, messages:\n" +
                             "\n".join("    " + line for line in result.err.splitlines()))
        if not fired or failures.many():
            break
    return hits


def selected(options):
    for name, kinds in KINDS.items():
        for kind in kinds:
            if (not options.name or options.name == name) and \
                    (not options.kind or options.kind == kind):
                for scenario in ("first", "rebuild"):
                    yield scenario, name, kind


def read_options():
    parser = argparse.ArgumentParser()
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--points", type=int, default=POINTS_SANITIZED if kit.SANITIZED else POINTS)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    options.name, options.kind, options.n = (options.only.split(":") + ["", "", ""])[:3]
    options.points = 0 if options.long else options.points
    return options


def main():
    options = read_options()
    failures = kit.Failures()
    counts = {}
    with tempfile.TemporaryDirectory() as folder:
        template = os.path.join(folder, "template")
        os.mkdir(template)
        kit.put(template, OLD)
        kit.commit(template)
        states = State(OLD, template), State(NEW, template)
        here = threading.local()
        numbered = itertools.count()

        def work(task):
            if not hasattr(here, "site"):
                own = os.path.join(folder, str(next(numbered)))
                os.mkdir(own)
                here.site = Site(own, states)
            return task, 0 if failures.many() else go_through(here.site, *task, options, failures)

        with concurrent.futures.ThreadPoolExecutor(options.workers) as pool:
            for (_, name, _), hits in pool.map(work, selected(options)):
                counts[name] = counts.get(name, 0) + hits
    print("faults injected: " + ", ".join(f"{name} {n}" for name, n in counts.items()) +
          f"; together {sum(counts.values())}")
    if not options.name and not sum(counts.values()) and not failures.n:
        failures.add("no call was hit")
    failures.end()


if __name__ == "__main__":
    kit.quit_on_signals()
    main()
