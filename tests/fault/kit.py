"""What the tests of trust share: projects on the disk, runs of kbsite, comparisons of sites.

The program is the one in KBSITE, else that of the dev preset. It is used from outside only: its
files, its messages, its exit status."""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
KBSITE = os.environ.get("KBSITE", str(SOURCE / "build/dev/kbsite"))
TOOLS = os.environ.get("KBSITE_TOOLS", str(SOURCE / "build/dev/tests"))
SANITIZED = bool(os.environ.get("KBSITE_SANITIZE"))

STATE = ".kbsite"
SITE = "site"
# Unfinished files, as lib/base/fs.h names them.
TEMPORARY = re.compile(r"(^|/)\.kb[0-9a-fA-F]+-[0-9a-fA-F]+$")
BROKEN = re.compile(r"Sanitizer|runtime error|Assertion|aborting|core dumped")
TIMEOUT = 120


def use_memory():
    """Folders of these tests go where writing is quick, if there is such a place with room."""
    place, enough = "/dev/shm", 1 << 30
    if "TMPDIR" in os.environ or not os.access(place, os.W_OK):
        return
    room = os.statvfs(place)
    if room.f_bavail * room.f_frsize >= enough:
        tempfile.tempdir = place


use_memory()


class Result:
    """How a run ended. fired: the call that a fault hit, "" when none was."""

    def __init__(self, code, out, err, fired=""):
        self.code, self.out, self.err, self.fired = code, out, err, fired

    def said(self):
        return (self.code, self.err)


def environment(extra=None):
    """One in which dates of git do not depend on who runs the test."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "FAULT_"))}
    env.update(LC_ALL="C", TERM="dumb", GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_SYSTEM="/dev/null",
               GIT_CEILING_DIRECTORIES=tempfile.gettempdir())
    options = [env["ASAN_OPTIONS"]] if env.get("ASAN_OPTIONS") else []
    env["ASAN_OPTIONS"] = ":".join([*options, "exitcode=99", "verify_asan_link_order=0"])
    env.update(extra or {})
    return env


def run(project, *options, env=None, user=None):
    """Builds a project from inside its folder, so that messages do not depend on where it is."""
    done = subprocess.run([KBSITE, "build", *options], cwd=project, env=environment(env), user=user,
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT, check=False)
    return Result(done.returncode, done.stdout.decode(errors="replace"),
                  done.stderr.decode(errors="replace"))


def start(project, *options, env=None):
    """The same without waiting. It gets a process group of its own; its messages go nowhere."""
    return subprocess.Popen([KBSITE, "build", *options], cwd=project, env=environment(env),
                            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL, start_new_session=True)


def is_broken(result):
    """Whether the program ended in a way that it must never end in."""
    return result.code not in (0, 1, 2, 3) or bool(BROKEN.search(result.err))


class Link(bytes):
    """Where a symbolic link leads."""


def tree(folder):
    """All files below a folder: path to bytes, or a Link."""
    found = {}
    for at, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(at, name)
            key = os.path.relpath(path, folder)
            if os.path.islink(path):
                found[key] = Link(os.fsencode(os.readlink(path)))
            else:
                with open(path, "rb") as file:
                    found[key] = file.read()
    return found


def folders(folder):
    return {os.path.relpath(os.path.join(at, name), folder)
            for at, names, _ in os.walk(folder) for name in names}


def difference(got, wanted, most=8):
    """What is not as wanted, "" when all is."""
    lines = [f"  missing: {p}" for p in sorted(wanted.keys() - got.keys())]
    lines += [f"  not wanted: {p}" for p in sorted(got.keys() - wanted.keys())]
    for path in sorted(got.keys() & wanted.keys()):
        if got[path] != wanted[path]:
            lines.append(f"  differs: {path}: {first_difference(got[path], wanted[path])}")
    more = [f"  and {len(lines) - most} more"] if len(lines) > most else []
    return "\n".join(lines[:most] + more)


def first_difference(got, wanted):
    n = next((i for i, (a, b) in enumerate(zip(got, wanted)) if a != b), min(len(got), len(wanted)))
    return (f"at byte {n} of {len(got)} and {len(wanted)}: {got[max(0, n - 40):n + 40]!r}"
            f" not {wanted[max(0, n - 40):n + 40]!r}")


def temporaries(folder):
    return sorted(p for p in tree(folder) if TEMPORARY.search(p))


def whole(path, data):
    """Whether a file of a site looks like all of it, for those whose bytes nobody knows."""
    if path.endswith(".html"):
        return data.endswith(b"</html>\n")
    if path.endswith(".json"):
        return data.rstrip().endswith((b"}", b"]"))
    return True


def write(folder, path, content):
    """Writes a file only if that changes it, and in its place, as an editor would."""
    file = os.path.join(folder, path)
    data = content.encode(errors="surrogateescape") if isinstance(content, str) else content
    if os.path.islink(file) or isinstance(data, Link):
        if os.path.lexists(file):
            os.unlink(file)
    if isinstance(data, Link):
        os.makedirs(os.path.dirname(file), exist_ok=True)
        os.symlink(data, os.fsencode(file))
        return
    if os.path.isfile(file):
        with open(file, "rb") as old:
            if old.read() == data:
                return
    os.makedirs(os.path.dirname(file), exist_ok=True)
    with open(file, "wb") as new:
        new.write(data)


def remove(folder, path):
    """Removes a file and the folders that it leaves empty."""
    file = os.path.join(folder, path)
    if os.path.lexists(file):
        os.unlink(file)
    at = os.path.dirname(file)
    while at != str(folder) and os.path.isdir(at) and not os.listdir(at):
        os.rmdir(at)
        at = os.path.dirname(at)


def is_source(path):
    return not path.startswith((SITE + "/", STATE + "/", ".git/"))


def put(project, files):
    """Makes the sources of a project these, touching only what differs."""
    for path in sorted(p for p in tree(project) if is_source(p) and p not in files):
        remove(project, path)
    for path, content in files.items():
        write(project, path, content)


def git(project, *arguments, date="2024-05-06T07:08:09Z"):
    env = environment({"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date})
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C", str(project),
                    *arguments], env=env, check=True, stdout=subprocess.DEVNULL,
                   stdin=subprocess.DEVNULL)


def commit(project):
    """Makes the sources that are there the first version of a repository. False without git."""
    if not shutil.which("git"):
        return False
    git(project, "init", "-q", "--template=")
    write(project, ".git/info/exclude", f"/{SITE}/\n/{STATE}/\n")
    git(project, "config", "gc.auto", "0")
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "notes")
    return True


def stands_in_way(path, site):
    """Whether an old file has to go before the new ones can be written."""
    return path + "/" in {p[:len(path) + 1] for p in site} or \
        any(str(p) in site for p in pathlib.PurePosixPath(path).parents)


def check_files(site, old, new):
    """Each file is old or new, and nothing is lost. Unfinished ones were taken out."""
    finished = all(site.get(p) == data for p, data in new.items())
    for path in sorted(old.keys() | new.keys() | site.keys()):
        was, will = old.get(path), new.get(path)
        if path in site:
            if site[path] not in (was, will):
                yield f"{path} is neither the old file nor the new one ({len(site[path])} bytes)"
        elif was is not None and not (finished and will is None) and not stands_in_way(path, new):
            yield f"{path} of the old site is lost"


def example():
    """The sources of the wiki that comes with the program."""
    folder = SOURCE / "content-example"
    return {p: data for p, data in tree(folder).items() if is_source(p)}


def notes(n, word="first"):
    """Generated notes that link to each other, in folders."""
    made = {"index.md": f"# The {word} notes\n\n[One](a/n1.md)\n"}
    for i in range(1, n + 1):
        made[f"{'abc'[i % 3]}/n{i}.md"] = (
            f"---\ntags: [t{i % 5}, {word}]\n---\n# Note {i}, {word}\n\n## Prerequisites\n\n" +
            (f"- [Before](../{'abc'[(i - 1) % 3]}/n{i - 1}.md)\n" if i > 1 else "- [Ahead](ahead.md)\n") +
            f"\n## Text\n\n{'Some words. ' * (i % 40 * 8)}\n")
    return made


def clean(project, folder, *options):
    """A clean build of the same sources in another folder: the run and its site."""
    shutil.rmtree(os.path.join(folder, SITE), ignore_errors=True)
    shutil.rmtree(os.path.join(folder, STATE), ignore_errors=True)
    os.makedirs(folder, exist_ok=True)
    put(folder, {p: data for p, data in tree(project).items() if is_source(p)})
    result = run(folder, "-v", *options)
    return result, tree(os.path.join(folder, SITE))


class Failures:
    """Collects what went wrong; ends the test when it is enough."""

    MOST = 12

    def __init__(self):
        self.n = 0

    def add(self, text):
        self.n += 1
        print("FAIL: " + text.rstrip(), flush=True)

    def many(self):
        return self.n >= self.MOST

    def end(self):
        sys.exit(1 if self.n else 0)


def quit_on_signals():
    """So that folders of an interrupted test are removed."""
    for s in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(s, lambda *_: sys.exit(1))
