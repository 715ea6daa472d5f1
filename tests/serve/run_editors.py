# labels: parallel
"""Saves as editors make them, by the same calls to the system, and what else happens to files."""
import os
import shutil
import tempfile
import time

from server import Server, Stream, check, finish, kit, wait_for

MANY = 1000


class Project:
    def __init__(self, folder, server):
        self.folder, self.server, self.n, self.seen = folder, server, 0, 0
        self.stream = Stream(server)
        check(wait_for(lambda: self.stream.begun), "a stream does not begin")

    def path(self, name):
        return os.path.join(self.folder, "notes", name)

    def text(self):
        self.n += 1
        return f"# Note\n\nVersion number {self.n}.\n"

    def settle(self):
        """What was done before is over."""
        self.stream.settle()
        self.seen = len(self.stream.told)

    def sees(self, address, what, text=None, status=200):
        """A browser that asks for the page whenever it is told of a change, and only then, gets to see
        a text, else the version that was written last."""
        wanted = (text or f"Version number {self.n}.").encode()

        def shows():
            told = len(self.stream.told)
            if told == self.seen:
                return False
            self.seen = told
            got = self.server.get(address)
            return got.status == status and (status != 200 or wanted in got.body)

        check(wait_for(shows, 10), f"{what}: {address} is not what it should be, or nobody was told")
        self.settle()


def vim(p):
    """Writes a probe, renames the old file, writes a new one, removes the old one."""
    path = p.path("note.md")
    probe = os.open(p.path("4913"), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    os.close(probe)
    os.unlink(p.path("4913"))
    os.rename(path, path + "~")
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.write(file, p.text().encode())
    os.fsync(file)
    os.close(file)
    os.chmod(path, 0o644)
    os.unlink(path + "~")


def emacs(p):
    """A lock that is a link to nothing, the old file as a backup, a new one."""
    path, lock = p.path("note.md"), p.path(".#note.md")
    os.symlink("user@host.1234:5678", lock)
    os.rename(path, path + "~")
    with open(path, "w", encoding="ascii") as file:
        file.write(p.text())
    os.unlink(lock)


def code(p):
    """VS Code: the file itself, emptied and written."""
    file = os.open(p.path("note.md"), os.O_WRONLY | os.O_TRUNC)
    os.write(file, p.text().encode())
    os.close(file)


def sed(p):
    """sed -i: a neighbour with a name of its own, renamed over the file."""
    temporary = p.path("sedAbCdEf")
    with open(temporary, "w", encoding="ascii") as file:
        file.write(p.text())
    os.chmod(temporary, 0o644)
    os.rename(temporary, p.path("note.md"))


def append(p):
    with open(p.path("note.md"), "a", encoding="ascii") as file:
        file.write("\n" + p.text().partition("\n\n")[2])


def halves(p):
    """A file that is finished when its first half has been seen."""
    old = p.n
    text = p.text()
    with open(p.path("note.md"), "w", encoding="ascii", buffering=1) as file:
        file.write(f"# Note\n\nHalf of {p.n}.\n")
        p.sees("note/", "the first half", f"Half of {p.n}.")
        check(f"number {old}.".encode() not in p.server.get("note/").body, "the old text is still there")
        file.write(text.partition("\n\n")[2])


def jetbrains(p):
    """A new file beside it; the old one gets another name, the new one its; the old one goes."""
    path = p.path("note.md")
    with open(path + "___jb_tmp___", "w", encoding="ascii") as file:
        file.write(p.text())
    os.rename(path, path + "___jb_old___")
    os.rename(path + "___jb_tmp___", path)
    os.unlink(path + "___jb_old___")


def slow(p):
    """A file that is written in pieces, with pauses."""
    text = p.text()
    file = os.open(p.path("note.md"), os.O_WRONLY | os.O_TRUNC)
    for start in range(0, len(text), 8):
        os.write(file, text[start:start + 8].encode())
        time.sleep(0.03)
    os.close(file)


def mapped(p):
    """Written, and its times put back, as some synchronising programs do."""
    path, old = p.path("note.md"), os.stat(p.path("note.md"))
    with open(path, "w", encoding="ascii") as file:
        file.write(p.text())
    os.utime(path, ns=(old.st_atime_ns, old.st_mtime_ns))


def check_saves(p):
    for save in (vim, emacs, code, sed, append, slow, halves, jetbrains, mapped, vim, code):
        save(p)
        p.sees("note/", save.__name__)
        names = sorted(os.listdir(p.path("")))
        check(names == ["index.md", "note.md"] or save is emacs, f"{save.__name__} leaves {names}")
        kit.remove(p.folder, "notes/note.md~")


def check_titles(p):
    """Other pages show the title of a note, if a moment later."""
    for _ in range(3):
        with open(p.path("note.md"), "w", encoding="ascii") as file:
            file.write(p.text().replace("# Note", f"---\ntags: [seen]\n---\n# Title {p.n}"))
        p.sees("tags/seen/", "a title", f"Title {p.n}")


def check_folders(p):
    os.makedirs(p.path("new/er/est"))
    time.sleep(0.1)
    with open(p.path("new/er/est/note.md"), "w", encoding="ascii") as file:
        file.write(p.text())
    p.sees("new/er/est/note/", "a new folder")
    os.rename(p.path("new"), p.path("moved"))
    p.sees("moved/er/est/note/", "a folder that was moved")
    with open(p.path("moved/er/est/note.md"), "w", encoding="ascii") as file:
        file.write(p.text())
    p.sees("moved/er/est/note/", "a note in a folder that was moved")
    outside = os.path.join(p.folder, "elsewhere")
    os.makedirs(os.path.join(outside, "in"))
    with open(os.path.join(outside, "in/note.md"), "w", encoding="ascii") as file:
        file.write(p.text())
    os.rename(outside, p.path("came"))
    p.sees("came/in/note/", "a folder that came with notes in it")
    os.unlink(p.path("came/in/note.md"))
    p.sees("came/in/note/", "a note that was deleted", status=404)
    shutil.rmtree(p.path("moved"))
    p.sees("moved/er/est/note/", "a folder that was deleted", status=404)


def few(p, what, address, **wanted):
    """What was done to many files was one change, or few."""
    before = p.seen
    p.sees(address, what, **wanted)
    told = p.seen - before
    check(told < MANY / 50, f"{what} were {told} changes")


def check_many(p):
    last = f"many/n{MANY - 1}/"
    p.text()
    for i in range(MANY):
        kit.write(p.folder, f"notes/many/n{i}.md", f"# N{i}\n\nVersion number {p.n}.\n")
    few(p, "many files", last)
    if not shutil.which("git"):
        return
    kit.git(p.folder, "init", "-q", "--template=", "-b", "none")
    kit.write(p.folder, ".git/info/exclude", f"/{kit.STATE}/\n")
    kit.git(p.folder, "commit", "-q", "--allow-empty", "-m", "none of them")
    kit.git(p.folder, "checkout", "-q", "-b", "all")
    kit.git(p.folder, "add", "notes/many")
    kit.git(p.folder, "commit", "-q", "-m", "all of them")
    p.settle()
    kit.git(p.folder, "checkout", "-q", "none")
    few(p, "a checkout without many files", last, status=404)
    kit.git(p.folder, "checkout", "-q", "all")
    few(p, "a checkout with many files", last)
    check(p.server.get("many/n0/").status == 200, "not all files of a checkout are there")


def check_included(p):
    with open(p.path("note.md"), "w", encoding="ascii") as file:
        file.write('# Note\n\n--8<-- "parts/part.txt"\n')
    kit.write(p.folder, "parts/part.txt", p.text().partition("\n\n")[2])
    p.sees("note/", "an included file")
    kit.write(p.folder, "parts/part.txt", p.text().partition("\n\n")[2])
    p.sees("note/", "an included file that changed")


def main():
    for options in ([], ["--poll=50"]):
        folder = tempfile.mkdtemp()
        kit.write(folder, "kbsite.yml", "title: Saved\ncontent_dir: notes\n")
        kit.write(folder, "notes/index.md", "# Home\n")
        kit.write(folder, "notes/note.md", "# Note\n\nVersion number 0.\n")
        with Server(folder, *options) as server:
            p = Project(folder, server)
            for part in (check_saves, check_titles, check_folders, check_included, check_many):
                part(p)
            p.stream.close()
        shutil.rmtree(folder)
    finish("every save was seen")


if __name__ == "__main__":
    kit.quit_on_signals()
    main()
