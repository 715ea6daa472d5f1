"""Full disks and folders that may not be read or written, for real.

    run_folders.py

What needs a mount or another user is skipped where that is not allowed."""
import os
import pathlib
import shutil
import stat
import subprocess
import sys
import tempfile

import kit

NOBODY = 65534

OLD = {"kbsite.yml": "title: Folders\n", "pic.png": bytes(50000), **kit.notes(12)}
NEW = {**OLD, "pic.png": b"\1" * 50000, "index.md": "# Other\n\n[One](a/n3.md)\n",
       "d/new.md": "# New\n\nNew.\n", **kit.notes(11, "second")}
del NEW["a/n12.md"]


class Place:
    """A project with the old site, edited, in a folder of its own."""

    def __init__(self, folder, failures, user=None):
        self.project = os.path.join(folder, "project")
        self.failures, self.user = failures, user
        os.mkdir(self.project)
        kit.put(self.project, OLD)
        if user is not None:
            for at, _, names in os.walk(folder):
                for path in [at] + [os.path.join(at, name) for name in names]:
                    os.chown(path, user, user)
        if self.build().code != 0:
            raise SystemExit("the first build failed")
        self.before = self.site()
        kit.put(self.project, NEW)
        self.wanted, self.after = kit.clean(self.project, os.path.join(folder, "clean"))

    def path(self, *parts):
        return os.path.join(self.project, *parts)

    def build(self, *options):
        return kit.run(self.project, "-v", *options, user=self.user)

    def site(self):
        return kit.tree(self.path(kit.SITE))

    def expect(self, what, code, *texts):
        """A build that ends like that and says all of that; what is there is whole."""
        result = self.build()
        wrong = [f"ended with {result.code}, not {code}"] if result.code != code else []
        wrong += [f"does not say {text!r}" for text in texts if text not in result.err]
        site = self.site()
        if code == 2 and kit.difference(site, self.before):
            wrong.append("touched the site:\n" + kit.difference(site, self.before))
        elif code == 3:
            wrong += kit.check_files(site, self.before, self.after)
        if wrong:
            self.failures.add(f"{what}: " + "\n  ".join(wrong) + "\n" + result.err)

    def heal(self, what):
        result = self.build()
        site = self.site()
        if result.said() != self.wanted.said():
            self.failures.add(f"{what}: afterwards: {result.code} {result.err}")
        if kit.difference(site, self.after):
            self.failures.add(f"{what}: afterwards:\n" + kit.difference(site, self.after))


def scenes(failures, user, *functions):
    """Each function with a project of its own."""
    for function in functions:
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o755)
            try:
                function(Place(folder, failures, user))
            finally:
                allow_all(folder)


def allow_all(folder):
    """So that the folder can be removed."""
    for at, names, _ in os.walk(folder):
        for name in names:
            if not os.path.islink(os.path.join(at, name)):
                os.chmod(os.path.join(at, name), 0o755)


# ---- something else stands there ---------------------------------------------------------------

def output_is_file(place):
    shutil.move(place.path("site"), place.path("kept"))
    pathlib.Path(place.path("site")).write_text("mine")
    shutil.rmtree(place.path(".kbsite"))
    result = place.build()
    if result.code != 2 or "this is a file" not in result.err or \
            pathlib.Path(place.path("site")).read_text() != "mine":
        place.failures.add(f"a file in the site's place: {result.code} {result.err}")


def state_is_file(place):
    shutil.rmtree(place.path(".kbsite"))
    pathlib.Path(place.path(".kbsite")).write_text("mine")
    place.expect("a file in the place of .kbsite", 3, ".kbsite", "Not a directory")


def record_is_folder(place):
    os.unlink(place.path(".kbsite/record"))
    os.mkdir(place.path(".kbsite/record"))
    place.expect("a folder in the record's place", 3, ".kbsite", "Is a directory")
    os.rmdir(place.path(".kbsite/record"))


def lock_is_folder(place):
    os.unlink(place.path(".kbsite/lock"))
    os.mkdir(place.path(".kbsite/lock"))
    place.expect("a folder in the lock's place", 3, ".kbsite", "Is a directory")
    os.rmdir(place.path(".kbsite/lock"))
    place.heal("a folder in the lock's place")


def page_is_folder(place):
    os.unlink(place.path("site/index.html"))
    del place.before["index.html"]
    kit.write(place.project, "site/index.html/mine.txt", "mine")
    place.before["index.html/mine.txt"] = b"mine"
    place.expect("a folder in a page's place", 3, "site/index.html", "Is a directory")
    kit.remove(place.project, "site/index.html/mine.txt")
    place.heal("a folder in a page's place")


def folder_is_file(place):
    kit.write(place.project, "site/d", "mine")
    place.before["d"] = b"mine"
    place.expect("a file in a folder's place", 3, "site/d/", "Not a directory")
    kit.remove(place.project, "site/d")
    place.heal("a file in a folder's place")


def record_is_garbage(place):
    """Then the site counts as somebody else's: better to ask than to remove."""
    pathlib.Path(place.path(".kbsite/record")).write_bytes(os.urandom(4000))
    place.expect("a record of another form", 2, "site: error: the folder holds files")


def reader_is_gone(place, stream):
    """SIGPIPE and EPIPE of messages must not end a build in its middle."""
    ends = os.pipe()
    os.close(ends[0])
    streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, stream: ends[1]}
    code = subprocess.run([kit.KBSITE, "build", "-v"], cwd=place.project, check=False,
                          env=kit.environment(), **streams).returncode
    os.close(ends[1])
    if code not in (0, 3) or kit.difference(place.site(), place.after):
        place.failures.add(f"nobody reads {stream}: {code}\n" +
                           kit.difference(place.site(), place.after))


def nobody_reads_summary(place):
    reader_is_gone(place, "stdout")


def nobody_reads_messages(place):
    reader_is_gone(place, "stderr")


# ---- what another user may not do --------------------------------------------------------------

def chmod(place, mode, *parts):
    os.chmod(place.path(*parts), mode)


def site_not_writable(place):
    for at, _, _ in os.walk(place.path("site")):
        os.chmod(at, 0o555)
    place.expect("a site that is read-only", 3, "site/index.html: error", "Permission denied")
    if kit.difference(place.site(), place.before):
        place.failures.add("a read-only site was changed")
    allow_all(place.path())
    chmod(place, 0o755, "site")
    place.heal("a site that is read-only")


def part_not_writable(place):
    chmod(place, 0o555, "site", "a", "n3")
    place.expect("a folder of the site that is read-only", 3, "site/a/n3/index.html: error",
                 "Permission denied")
    chmod(place, 0o755, "site", "a", "n3")
    place.heal("a folder of the site that is read-only")


def stale_part_not_writable(place):
    chmod(place, 0o555, "site", "a", "n12")
    place.expect("a page that cannot be removed", 3, "site", "Permission denied")
    chmod(place, 0o755, "site", "a", "n12")
    place.heal("a page that cannot be removed")


def site_not_readable(place):
    chmod(place, 0o300, "site")
    result = place.build()
    chmod(place, 0o755, "site")
    if result.code not in (0, 3):
        place.failures.add(f"a site that cannot be listed: {result.code} {result.err}")
    place.heal("a site that cannot be listed")


def state_not_writable(place):
    chmod(place, 0o555, ".kbsite")
    place.expect("a state folder that is read-only", 3, ".kbsite", "Permission denied")
    if kit.difference(place.site(), place.before):
        place.failures.add("a read-only state folder, and the site was changed")
    chmod(place, 0o755, ".kbsite")
    place.heal("a state folder that is read-only")


def record_not_readable(place):
    chmod(place, 0o000, ".kbsite", "record")
    place.expect("a record that cannot be read", 3, ".kbsite", "Permission denied")
    chmod(place, 0o644, ".kbsite", "record")
    place.heal("a record that cannot be read")


def content_not_writable(place):
    """Sources that are read-only are all that is needed."""
    for path in kit.tree(place.project):
        if kit.is_source(path):
            chmod(place, 0o444, path)
    for name in ("a", "b", "c", "d"):
        chmod(place, 0o555, name)
    place.heal("content that is read-only")


def unreadable(place, what, shown, *parts):
    mode = stat.S_IMODE(os.stat(place.path(*parts)).st_mode)
    chmod(place, 0o000, *parts)
    place.expect(what, 0, shown, "Permission denied")
    chmod(place, mode, *parts)
    place.heal(what)


def note_not_readable(place):
    unreadable(place, "a note that cannot be read", "a/n3.md: error: cannot be read", "a", "n3.md")


def folder_not_readable(place):
    unreadable(place, "a folder that cannot be read", "d: error: cannot be read", "d")


def asset_not_readable(place):
    unreadable(place, "a picture that cannot be read", "pic.png: error: cannot be read", "pic.png")


def config_not_readable(place):
    chmod(place, 0o000, "kbsite.yml")
    place.expect("a configuration that cannot be read", 2, "kbsite.yml: error", "Permission denied")
    chmod(place, 0o644, "kbsite.yml")
    place.heal("a configuration that cannot be read")


def may_run(user):
    """Whether that user gets at the program."""
    try:
        return subprocess.run([kit.KBSITE, "version"], user=user, cwd="/", check=False,
                              capture_output=True).returncode == 0
    except OSError:
        return False


# ---- full disks --------------------------------------------------------------------------------

def mount(folder, options):
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", folder], check=False,
                          capture_output=True)
    return done.returncode == 0


def fill(folder, spare):
    """Leaves about that many bytes."""
    block = bytes(4096)
    with open(os.path.join(folder, "filler"), "wb", buffering=0) as file:
        try:
            while True:
                file.write(block)
        except OSError:
            pass
        file.truncate(max(0, file.tell() - spare))


def take_inodes(folder, spare):
    os.mkdir(os.path.join(folder, "filler"))
    n = 0
    try:
        while True:
            open(os.path.join(folder, "filler", str(n)), "xb").close()
            n += 1
    except OSError:
        pass
    for i in range(min(n, spare)):
        os.unlink(os.path.join(folder, "filler", str(i)))


def give_back(folder):
    filler = os.path.join(folder, "filler")
    if os.path.isdir(filler):
        shutil.rmtree(filler)
    else:
        os.unlink(filler)


def full(failures, options, take, spares):
    """The old site, little room, a build; then room, and another one."""
    for spare in spares:
        with tempfile.TemporaryDirectory() as folder:
            if not mount(folder, options):
                print("skipped: nothing can be mounted here")
                return
            try:
                place = Place(folder, failures)
                shutil.rmtree(os.path.join(folder, "clean"))
                take(folder, spare)
                place.expect(f"{spare} of room", 3, ": error: cannot be written: No space left")
                if kit.temporaries(folder):
                    failures.add(f"{spare} of room: an unfinished file is left")
                give_back(folder)
                place.heal(f"{spare} of room")
                kit.put(place.project, OLD)
                place.before, place.after = place.after, place.before
                subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
                place.expect("a device that is read-only", 3, "Read-only file system")
            finally:
                subprocess.run(["umount", folder], check=True)


def main():
    failures = kit.Failures()
    scenes(failures, None, output_is_file, state_is_file, record_is_folder, lock_is_folder,
           page_is_folder, folder_is_file, record_is_garbage, nobody_reads_summary,
           nobody_reads_messages)
    user = NOBODY if os.geteuid() == 0 else None
    if user is not None and not may_run(user):
        print("skipped: another user cannot run the program")
    else:
        scenes(failures, user, site_not_writable, part_not_writable, stale_part_not_writable,
               site_not_readable, state_not_writable, record_not_readable, content_not_writable,
               note_not_readable, folder_not_readable, asset_not_readable, config_not_readable)
    if sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("mount"):
        print("skipped: full disks")
    else:
        full(failures, "size=4m", fill, (0, 4096, 12288, 30000))
        full(failures, "size=8m,nr_inodes=400", take_inodes, (0, 1, 2))
    failures.end()


if __name__ == "__main__":
    kit.quit_on_signals()
    main()
