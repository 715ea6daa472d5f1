"""The edits of run_edits.py. Each function makes one in a project and says which."""
import os
import re
import shutil

import kit

CONTENT = "notes"
THEME = kit.SOURCE / "themes/default"


class Edit:
    """A project on the disk, chance, and the number of the step."""

    def __init__(self, project, chance, n):
        self.project, self.random, self.n = project, chance, n

    def paths(self, end=".md", below=CONTENT + "/"):
        """Files of the project, in a fixed order."""
        found = []
        for at, folders, names in os.walk(self.project):
            folders[:] = [f for f in folders if f not in (".git", kit.SITE, kit.STATE)]
            found += [os.path.relpath(os.path.join(at, name), self.project) for name in names
                      if not os.path.islink(os.path.join(at, name))]
        return sorted(p for p in found if p.startswith(below) and p.endswith(end))

    def note(self):
        return self.random.choice(self.paths())

    def full(self, path):
        return os.path.join(self.project, path)

    def read(self, path):
        with open(self.full(path), encoding="utf-8", errors="surrogateescape", newline="") as file:
            return file.read()

    def write(self, path, text):
        kit.write(self.project, path, text)

    def change(self, path, pattern, new):
        """The first match of a pattern; False when there is none."""
        text = self.read(path)
        changed = re.sub(pattern, lambda m: new, text, count=1, flags=re.M)
        self.write(path, changed)
        return changed != text

    def field(self, path, key, value):
        """Sets a front matter field, or takes it out when the value is None."""
        text = self.read(path)
        if not text.startswith("---\n"):
            text = "---\n---\n" + text
        text = re.sub(rf"^{key}:.*\n", "", text, count=1, flags=re.M)
        if value is not None:
            text = text.replace("---\n", f"---\n{key}: {value}\n", 1)
        self.write(path, text)

    def config(self, key, value):
        path = "kbsite.yml"
        text = re.sub(rf"^{key}:.*\n(?:[ -].*\n)*", "", self.read(path), count=1, flags=re.M)
        self.write(path, text + (f"{key}: {value}\n" if value is not None else ""))


def nothing(e):
    """No edit at all."""


def add(e):
    path = f"{CONTENT}/{e.random.choice(['a', 'concepts', 'deep/er', 'z'])}/added-{e.n}.md"
    target = os.path.relpath(e.note(), os.path.dirname(path))
    e.write(path, f"# Added {e.n}\n\nSee [that]({target}).\n\n## Prerequisites\n\n- [That]({target})\n")
    return path


def delete(e):
    paths = e.paths()
    if len(paths) < 20:
        return add(e)
    path = e.random.choice(paths)
    kit.remove(e.project, path)
    return path


def rename(e):
    path = e.note()
    new = os.path.join(os.path.dirname(path), f"renamed-{e.n}.md")
    os.rename(e.full(path), e.full(new))
    return f"{path} -> {new}"


def swap(e):
    """Two notes change places: same folder, other content, times of the other."""
    one, two = e.random.sample(e.paths(), 2)
    os.rename(e.full(one), e.full("swap"))
    os.rename(e.full(two), e.full(one))
    os.rename(e.full("swap"), e.full(two))
    return f"{one} <-> {two}"


def retitle(e):
    path = e.note()
    if re.search(r"^title:", e.read(path), re.M) and e.random.random() < 0.5:
        e.field(path, "title", f"Titled {e.n}")
    else:
        e.change(path, r"^# .*$", f"# Retitled {e.n}")
    return path


def retag(e):
    path = e.note()
    tags = e.random.sample(["queueing", "new", "a b", "t1", f"tag{e.n}"], e.random.randrange(4))
    e.field(path, "tags", "[" + ", ".join(tags) + "]")
    return f"{path} {tags}"


def alias(e):
    path = e.note()
    name = e.random.choice([f"Alias {e.n}", "flow control", "Note 3, first", "ahead"])
    e.field(path, "aliases", f"[{name}]")
    return f"{path} {name}"


def set_id(e):
    path = e.note()
    name = e.random.choice([f"id-{e.n}", "backpressure"])
    e.field(path, "id", name)
    return f"{path} {name}"


def draft(e):
    path = e.note()
    e.field(path, "draft", e.random.choice(["true", None]))
    return path


def fact(e):
    path = e.note()
    key, value = e.random.choice([("status", "mastered"), ("status", "nonsense"),
                                  ("difficulty", "hard"), ("importance", e.n % 100),
                                  ("type", "case"), ("type", "recipe"), ("updated_at", "2026-01-02"),
                                  ("updated_at", None), ("category", f"c{e.n % 3}")])
    e.field(path, key, value)
    return f"{path} {key}: {value}"


def text(e):
    path = e.note()
    add_text = e.random.choice([f"\nText {e.n}.\n", "\n- [ ] Do it\n", "\n## Prerequisites\n\n- [X](x.md)\n",
                                "\n!!! tip\n    Here.\n", "\n```c\nint x;\n", "\n<div>\n", "\n&copy; <b>x\n",
                                f"\nNext: [one](added-{e.n}.md)\n", "\n# Again\n\n# Again\n"])
    e.write(path, e.read(path) + add_text)
    return f"{path} {add_text!r}"


def bytes_in_note(e):
    path = e.note()
    with open(e.full(path), "ab") as file:
        file.write(e.random.choice([b"\nbad \xff\xfe\n", b"\nnul \0\n", b"\r\nend\r\n", b""]))
    return path


def anchor(e):
    """Where a link leads to in a note, or the heading that it leads to."""
    path = e.note()
    if e.random.random() < 0.5:
        e.change(path, r"^## .*$", f"## Section {e.n}")
    else:
        e.change(path, r"\.md(#[a-z-]*)?\)", e.random.choice([f".md#section-{e.n - 1})", ".md)", ".md#no)"]))
    return path


def link(e):
    path = e.note()
    target = os.path.relpath(e.note(), os.path.dirname(path))
    e.change(path, r"\]\([^)]*\)", f"]({target})")
    return f"{path} {target}"


def move_folder(e):
    folders = sorted({os.path.dirname(p) for p in e.paths()} - {CONTENT})
    if not folders:
        return add(e)
    old = e.random.choice(folders)
    new = os.path.join(CONTENT, f"moved-{e.n}")
    shutil.move(e.full(old), e.full(new))
    return f"{old} -> {new}"


def asset(e):
    path = f"{CONTENT}/{e.random.choice(['pic.png', 'a/pic.png', 'data.csv'])}"
    if os.path.exists(e.full(path)) and e.random.random() < 0.3:
        kit.remove(e.project, path)
        return f"without {path}"
    e.write(path, e.random.randbytes(e.random.choice([0, 3, 70000, 70000])))
    return path


def touch(e):
    """Times only."""
    path = e.random.choice(e.paths(""))
    os.utime(e.full(path), None if e.random.random() < 0.5 else (1, 1))
    return path


def in_place(e):
    """Another text of the same size, and the time set back: only ctime tells."""
    path = e.note()
    before = os.stat(e.full(path))
    data = e.read(path).encode(errors="surrogateescape")
    letters = [i for i, c in enumerate(data) if chr(c) in "aeiou"]
    if letters:
        at = e.random.choice(letters)
        data = data[:at] + (b"o" if data[at:at + 1] != b"o" else b"e") + data[at + 1:]
    with open(e.full(path), "r+b") as file:
        file.write(data)
    os.utime(e.full(path), ns=(before.st_atime_ns, before.st_mtime_ns))
    return path


def replaced(e):
    """The same through another file that is renamed, as `cp -p` and `mv` do."""
    path = e.note()
    before = os.stat(e.full(path))
    data = e.read(path).replace("e", "a", 1) if e.random.random() < 0.7 else e.read(path)
    e.write("replacement", data)
    os.utime(e.full("replacement"), ns=(before.st_atime_ns, before.st_mtime_ns))
    os.replace(e.full("replacement"), e.full(path))
    return path


def in_place_asset(e):
    """In place, a picture: same size and time."""
    pictures = e.paths(".png")
    if not pictures:
        return asset(e)
    path = e.random.choice(pictures)
    before = os.stat(e.full(path))
    if not before.st_size:
        return asset(e)
    with open(e.full(path), "r+b") as file:
        file.seek(before.st_size // 2)
        file.write(e.random.randbytes(1))
    os.utime(e.full(path), ns=(before.st_atime_ns, before.st_mtime_ns))
    return path


def clash(e):
    """Files where kbsite has pages of its own, or two notes with one address."""
    path, data = e.random.choice([("tags/index.html", "mine"), ("tags.md", "# Tags\n"),
                                  ("recent.md", "# Recent\n"), ("a/index.md", "# A\n"), ("a.md", "# A2\n"),
                                  ("assets/kbsite.css", "p {}"), ("404.md", "# Not\n"),
                                  ("index.html", "mine"), ("A/n3.md", "# Big\n"), ("study", "file")])
    path = f"{CONTENT}/{path}"
    if os.path.isfile(e.full(path)):
        kit.remove(e.project, path)
        return f"without {path}"
    if os.path.isdir(e.full(path)) or any(os.path.isfile(e.full(str(p))) for p in
                                          kit.pathlib.PurePath(path).parents):
        return add(e)
    e.write(path, data)
    return path


def trade_places(e):
    """A folder becomes a file, or a file a folder."""
    path = f"{CONTENT}/spot"
    inside = f"{path}/deep/in.txt"
    is_folder = os.path.isdir(e.full(path))
    kit.remove(e.project, inside if is_folder else path)
    e.write(path if is_folder else inside, f"{e.n}\n")
    return "now a file" if is_folder else "now a folder"


def config(e):
    key, value = e.random.choice([
        ("title", f"Title {e.n}"), ("title", None), ("description", f"About {e.n}"), ("language", "es"),
        ("language", "en"), ("site_url", "https://example.org/w/"), ("site_url", None),
        ("indexes", "[category, importance]"), ("exclude", "['concepts/', '*.csv']"), ("exclude", None),
        ("drafts", "true"), ("drafts", "false"), ("offline", "true"), ("offline", None), ("inbox", "hide"), ("inbox", "show"),
        ("folders", "{a: concept, b: case}"), ("folders", None), ("copyright", f"{e.n}"),
        ("edit_url", "https://example.org/edit/{path}"), ("limits", "{note_bytes: 3000}"),
        ("limits", None), ("nav", "[a, {Some: [concepts]}]"), ("nav", None), ("nonsense", "1"),
        ("nonsense", None), ("nonsense", None)])
    e.config(key, value)
    return f"{key}: {value}"


def theme(e):
    """A file of the theme is shadowed, changed, or no longer shadowed."""
    path, data = e.random.choice([
        ("partials/heading.mustache", None), ("partials/note-entry.mustache", None),
        ("layouts/note.mustache", None), ("layouts/home.mustache", None), ("layouts/base.mustache", None),
        ("assets/own.css", f"p {{ order: {e.n} }}\n"), ("assets/kbsite.css", f"/* {e.n} */\n"),
        ("strings/en.yml", f"home: Home {e.n}\n"), ("strings/es.yml", f"home: Casa {e.n}\n"),
        ("layouts/concept.mustache", "{{<note}}{{/note}}\n"), ("partials/broken.mustache", "{{#x}}\n")])
    file = f"theme/{path}"
    if os.path.exists(e.full(file)) and (path.endswith("broken.mustache") or e.random.random() < 0.5):
        kit.remove(e.project, file)
        return f"without {path}"
    if data is None:
        data = (THEME / path).read_text(encoding="utf-8") + f"<!-- {e.n} -->\n"
    e.write(file, data)
    return path


def type_file(e):
    path = f"theme/types/{e.random.choice(['recipe', 'concept', 'note'])}.yml"
    if os.path.exists(e.full(path)) and e.random.random() < 0.4:
        kit.remove(e.project, path)
        return f"without {path}"
    default = THEME / "types" / os.path.basename(path)
    data = default.read_text(encoding="utf-8") if default.exists() else ""
    data = re.sub(r"^(title|plural):.*\n", "", data, flags=re.M)
    e.write(path, f"title: Kind {e.n}\n" + data)
    return path


def link_file(e):
    """A symbolic link to a note, to a folder, or to nothing."""
    path = f"{CONTENT}/link{e.random.randrange(3)}.md"
    if os.path.islink(e.full(path)):
        os.unlink(e.full(path))
    target = e.random.choice([os.path.relpath(e.note(), CONTENT), "nothing.md", "../kbsite.yml"])
    os.symlink(target, e.full(path))
    return f"{path} -> {target}"


def empty_folder(e):
    os.makedirs(e.full(f"{CONTENT}/empty-{e.n}/er"), exist_ok=True)


def commit(e):
    """Dates of notes are those of commits: all of what was edited, at another day."""
    day = f"20{e.random.randrange(10, 25)}-0{e.random.randrange(1, 10)}-11T00:00:00Z"
    kit.git(e.project, "add", "-A")
    kit.git(e.project, "commit", "-q", "--allow-empty", "-m", str(e.n), date=day)
    return day


def take_out_output(e):
    """What is in the output folder is changed or lost."""
    site = e.full(kit.SITE)
    pages = sorted(p for p in kit.tree(site) if p.endswith((".html", ".css")))
    if not pages:
        return None
    path = os.path.join(site, e.random.choice(pages))
    if e.random.random() < 0.4:
        os.unlink(path)
    elif e.random.random() < 0.5:
        os.utime(path)
    else:
        before = os.stat(path)
        with open(path, "r+b") as file:
            file.seek(before.st_size // 2)
            file.write(b"#")
        if e.random.random() < 0.5:
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    return path


def state(e):
    """The state folder's own files are lost, all but the record."""
    folder = e.full(kit.STATE)
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if name not in ("record", "lock") and e.random.random() < 0.5:
            shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)


def several(e):
    """More than one before a build."""
    chosen = [e.random.choice(SIMPLE) for _ in range(e.random.randrange(2, 6))]
    return "; ".join(f"{edit.__name__} {edit(e) or ''}" for edit in chosen)


SIMPLE = [add, delete, rename, swap, retitle, retag, alias, set_id, draft, fact, text, bytes_in_note,
          anchor, link, move_folder, asset, touch, in_place, replaced, in_place_asset, clash, trade_places,
          config, theme, type_file, link_file, empty_folder]
OTHERS = [nothing, commit, take_out_output, state, several, several]


def pick(chance, has_git):
    edits = [edit for edit in SIMPLE + OTHERS if has_git or edit is not commit]
    edit = chance.choice(edits)
    return edit.__name__, edit
