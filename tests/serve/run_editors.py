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
        self.folder, self.server, self.n = folder, server, 0
        self.stream = Stream(server)
        wait_for(lambda: self.stream.begun)

    def path(self, name):
        return os.path.join(self.folder, "notes", name)

    def text(self):
        self.n += 1
        return f"# Note\n\nVersion number {self.n}.\n"

    def sees(self, address, what):
        """The page has the version that was written last, and browsers were told."""
        wanted = f"Version number {self.n}.".encode()
        told = len(self.stream.told)
        check(wait_for(lambda: wanted in self.server.get(address).body, 10), f"{what}: {address} has not its new text")
        check(told or wait_for(lambda: len(self.stream.told), 10), f"{what}: nobody was told")
        time.sleep(0.05)


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
    for save in (vim, emacs, code, sed, append, slow, mapped, vim, code):
        p.stream.told.clear()
        save(p)
        p.sees("note/", save.__name__)


def check_folders(p):
    p.stream.told.clear()
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
    shutil.rmtree(p.path("moved"))
    check(wait_for(lambda: p.server.get("moved/er/est/note/").status == 404, 10), "a note that was deleted is still there")


def check_many(p):
    """What a checkout does to many files is one change, or few."""
    p.text()
    before = len(p.stream.told)
    for i in range(MANY):
        path = p.path(f"many/n{i}.md")
        kit.write(os.path.dirname(path), os.path.basename(path), f"# N{i}\n\nVersion number {p.n}.\n")
    p.sees(f"many/n{MANY - 1}/", "many files")
    time.sleep(1)
    told = len(p.stream.told) - before
    check(told < 20, f"{MANY} files were {told} changes")
    p.sees("many/n0/", "many files")


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
            for part in (check_saves, check_folders, check_included, check_many):
                part(p)
            p.stream.close()
        shutil.rmtree(folder)
    finish("every save was seen")


if __name__ == "__main__":
    kit.quit_on_signals()
    main()
