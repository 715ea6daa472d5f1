"""Measures kbsite beside the least that a generator must do (floor.c), Hugo and MkDocs.

    run.py [--sizes 1000,10000,100000] [--runs 7] [--json FILE] …      all options: run.py --help

Prints a table in Markdown. README.md beside this file says what is measured and how."""
import argparse
import hashlib
import json
import os
import pathlib
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LARGE = 100_000                 # from here on Hugo runs less often
KB, MB = 1_000, 1_000_000
HUGO_NOTE = 500 * KB            # of memory, its page included, as measured
PARTIAL = "note-facts.mustache"  # shown by every note's page
BYTES_APART = 0.20              # how far Hugo's pages may be from kbsite's


class Failed(Exception):
    """A command that was to be measured did not do its work."""


def measure(command, may_complain=False):
    """What one run of a command took. With may_complain it may write to the standard error."""
    with tempfile.TemporaryDirectory() as folder:
        figures, complaints = os.path.join(folder, "figures"), os.path.join(folder, "complaints")
        with open(complaints, "wb") as stream:
            subprocess.run([sys.executable, "-I", "-S", HERE / "once.py", figures, *command],
                           stdout=subprocess.DEVNULL, stderr=stream, check=True)
        status, wall, user, system, peak = pathlib.Path(figures).read_text("ascii").split()
        said = pathlib.Path(complaints).read_text("utf-8", "replace").strip()
    if status != "0" or (said and not may_complain):
        raise Failed(f"{command[0]} ended with {status}: {said[-300:]}")
    return {"wall": float(wall), "cpu": float(user) + float(system), "user": float(user),
            "system": float(system), "peak": int(peak) * 1024}


def remove(*paths):
    for path in paths:
        shutil.rmtree(path, ignore_errors=True)


class Task:
    """A command that is run in every round, and what is done around it, untimed."""

    def __init__(self, name, command, before=None, after=None, **more):
        self.name, self.command = name, [str(word) for word in command]
        self.before, self.after = before or (lambda: None), after or (lambda: None)
        self.most_runs = more.get("most_runs")
        self.may_complain = more.get("may_complain", False)
        self.bound = more.get("bound")      # bytes of memory
        self.reason = more.get("reason")    # why it is not run at all
        self.runs, self.failure = [], None

    def run(self, round_number):
        """The figures of a task stand at their round: what ran side by side is compared."""
        done = self.most_runs is not None and round_number >= self.most_runs
        if done or self.failure or self.reason:
            self.runs.append(None)
            return
        self.before()
        try:
            self.runs.append(measure(self.command, self.may_complain))
            self.after()
        except Failed as failure:
            self.failure = str(failure)
            self.runs.append(None)

    def figures(self, key):
        return [run[key] for run in self.runs if run]

    def median(self, key):
        return statistics.median(self.figures(key))

    def ratio(self, other, key="wall"):
        """The median of the rounds' ratios, which noise that lasts longer than a round spares."""
        pairs = [a[key] / b[key] for a, b in zip(self.runs, other.runs if other else [])
                 if a and b and b[key]]
        return statistics.median(pairs) if pairs else None

    def is_bound_held(self):
        return not self.bound or not self.figures("peak") or self.median("peak") <= self.bound


# ---- The notes, and what is changed in them ----

class Wiki:
    """A folder of generated notes with kbsite's site in it; the others' output stands beside it."""

    def __init__(self, folder, count, seed, generate):
        self.folder, self.count = pathlib.Path(folder), count
        self.content, self.site = self.folder / "wiki" / "notes", self.folder / "wiki" / "site"
        subprocess.run([generate, "--notes", str(count), "--seed", str(seed),
                        self.folder / "wiki"], check=True)
        self.notes = sorted(self.content.rglob("*.md"))
        self.bytes = sum(note.stat().st_size for note in self.notes)
        self.random = random.Random(seed)

    def memory_bound(self):
        return 2 * self.bytes + 8 * KB * self.count + 30 * MB

    def forget_site(self):
        remove(self.site, self.folder / "wiki" / ".kbsite")

    def site_digest(self):
        digest = hashlib.blake2b()
        for path in sorted(path for path in self.site.rglob("*") if path.is_file()):
            digest.update(str(path.relative_to(self.site)).encode() + b"\0")
            digest.update(hashlib.blake2b(path.read_bytes()).digest())
        return digest.digest()

    def change_text(self):
        with self.random.choice(self.notes).open("a", encoding="utf-8") as note:
            note.write("\nThis sentence was added.\n")

    def change_title(self):
        """The old title becomes an alias, so that whoever names the note by it still can."""
        text = "aliases:"
        while "aliases:" in text:
            note = self.random.choice(self.notes)
            text = note.read_text("utf-8")
        title = text.split('title: "', 1)[1].split('"', 1)[0]
        text = text.replace(f'title: "{title}"',
                            f'title: "{title} again"\naliases: ["{title}"]', 1)
        note.write_text(text.replace(f"\n# {title}\n", f"\n# {title} again\n", 1), "utf-8")

    def change_theme(self):
        partial = self.folder / "wiki" / "theme" / "partials" / PARTIAL
        if partial.exists():
            partial.unlink()
            return
        partial.parent.mkdir(parents=True, exist_ok=True)
        original = ROOT / "themes" / "default" / "partials" / PARTIAL
        partial.write_text(original.read_text("utf-8") + "<!-- changed -->\n", "utf-8")


def floor_tasks(wiki, options, where=""):
    out = wiki.folder / "floor"
    program = options.build / "tests" / "bench_floor"
    if "floor" not in options.only or not program.exists():
        return []
    return [Task(f"floor{where}", [program, wiki.content, out], after=lambda: remove(out))]


def kbsite_tasks(wiki, options, where=""):
    if "kbsite" not in options.only:
        return []
    command = [options.build / "kbsite", "build", "-q", wiki.folder / "wiki"]
    steps = [("full", wiki.forget_site), ("unchanged", None), ("one text", wiki.change_text),
             ("one title", wiki.change_title), ("theme", wiki.change_theme)]
    builds = [Task(f"kbsite {name}{where}", command, before, bound=wiki.memory_bound())
              for name, before in (steps[:1] if where else steps)]
    check = [options.build / "kbsite", "check", "-q", "--fail-on", "never", wiki.folder / "wiki"]
    return builds if where else [*builds, Task("kbsite check", check)]


def is_site_right(wiki, tasks):
    """Whether the site after all those changes is the one that a full build makes."""
    full = find(tasks, "kbsite full")
    if not full:
        return True
    before = wiki.site_digest()
    wiki.forget_site()
    subprocess.run(full.command, check=True)
    return wiki.site_digest() == before


# ---- Hugo ----

def prepare_hugo(wiki):
    """A copy of hugo/ that knows the notes. Nested folders are sections only with an _index.md."""
    folder = wiki.folder / "hugo"
    shutil.copytree(HERE / "hugo", folder)
    for below in [path for path in wiki.content.rglob("*") if path.is_dir()]:
        index = folder / "sections" / below.relative_to(wiki.content) / "_index.md"
        index.parent.mkdir(parents=True, exist_ok=True)
        index.write_text(f"---\ntitle: {below.name.capitalize()}\n---\n", "utf-8")
    mounts = [(wiki.content, "content"), (folder / "sections", "content"),
              ("content", "content"), ("layouts", "layouts")]
    (folder / "mounts.toml").write_text("".join(
        f'[[module.mounts]]\nsource = "{source}"\ntarget = "{target}"\n'
        for source, target in mounts), "utf-8")
    return folder


def free_memory():
    lines = pathlib.Path("/proc/meminfo").read_text("ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))


def hugo_reason(wiki):
    """Hugo holds the whole site in memory; a machine must not run out of it for a benchmark."""
    needed, free = wiki.count * HUGO_NOTE, free_memory()
    if needed < free:
        return None
    return f"not run: needs about {needed / MB:,.0f} MB, {free / MB:,.0f} MB are free"


def hugo_tasks(wiki, options, pages):
    if "hugo" not in options.only or not shutil.which("hugo"):
        return []
    folder = prepare_hugo(wiki)
    public = folder / "public"
    runs = options.hugo_large_runs if wiki.count >= LARGE else options.hugo_runs

    def compare_pages():
        if not pages and wiki.site.exists():
            pages.update(page_bytes(wiki, public))
        remove(public)

    tasks = []
    for name, config in (("plain", "plain.toml"), ("highlighting", "highlight.toml")):
        command = ["hugo", "--quiet", "--noBuildLock", "-s", folder, "-d", public,
                   "--config", f"site.toml,mounts.toml,{config}"]
        after = compare_pages if name == "plain" else lambda: remove(public)
        tasks.append(Task(f"hugo {name}", command, lambda: remove(public), after, most_runs=runs,
                          reason=hugo_reason(wiki)))
    return tasks


def html_bytes(folder):
    return sum(os.path.getsize(os.path.join(root, file))
               for root, _, files in os.walk(folder) for file in files if file.endswith(".html"))


def page_bytes(wiki, public):
    """How large Hugo's pages are beside kbsite's: medians of notes, and sums of all HTML."""
    relative = [note.relative_to(wiki.content).with_suffix("") for note in wiki.notes]
    medians = [statistics.median((site / path / "index.html").stat().st_size for path in relative)
               for site in (wiki.site, public)]
    return {"median": medians, "total": [html_bytes(wiki.site), html_bytes(public)]}


def are_pages_alike(pages):
    return all(abs(hugo / kbsite - 1) <= BYTES_APART for kbsite, hugo in pages.values())


# ---- MkDocs ----

# What is left when a plugin or extension of the folder's own configuration is not installed.
NEAREST = """site_name: {0}
docs_dir: docs
theme: {{name: material}}
plugins: [search]
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, md_in_html, tables, toc]
"""


def mkdocs_command(folder):
    """The command, and which configuration it uses; None where no configuration works."""
    nearest = folder / "mkdocs-nearest.yml"
    nearest.write_text(NEAREST.format(folder.name), "utf-8")
    for config, name in ((folder / "mkdocs.yml", "its own mkdocs.yml"),
                         (nearest, "a configuration without its plugins and extensions")):
        command = ["mkdocs", "build", "-q", "-f", config, "-d", folder / "mkdocs"]
        try:
            measure([str(word) for word in command], may_complain=True)
            return command, name
        except Failed as failure:
            print(f"mkdocs with {config.name}: {failure}", file=sys.stderr)
    return None, None


def dstudio_tasks(folder, options):
    def forget_site():
        remove(folder / "site", folder / ".kbsite")

    kbsite = [options.build / "kbsite", "build", "-q", folder]
    tasks = [Task("kbsite full", kbsite, forget_site, may_complain=True),
             Task("kbsite unchanged", kbsite, may_complain=True)]
    command, name = mkdocs_command(folder)
    if command:
        out = folder / "mkdocs"
        tasks.append(Task("mkdocs", command, lambda: remove(out), may_complain=True,
                          most_runs=options.mkdocs_runs))
    return tasks, name


# ---- Rounds and reports ----

def run_rounds(tasks, runs, title):
    for number in range(runs):
        print(f"{title}: round {number + 1} of {runs}", file=sys.stderr)
        for task in tasks:
            if "(disk)" in task.name:
                os.sync()       # what earlier runs left to be written is not this one's to wait for
            task.run(number)


def find(tasks, name):
    return next((task for task in tasks if task.name == name and task.figures("wall")), None)


def number(value, digits=2):
    return "–" if value is None else f"{value:,.{digits}f}"


def row(task, tasks):
    if not task.figures("wall"):
        return f"| {task.name} | {task.failure or task.reason or 'not run'} |" + " |" * 8
    where = " (disk)" if "(disk)" in task.name else ""
    floor, full = find(tasks, f"floor{where}"), find(tasks, f"kbsite full{where}")
    walls = task.figures("wall")
    bound = number(task.bound / MB, 0) if task.bound else "–"
    mark = "" if task.is_bound_held() else " **not held**"
    cells = [task.name, f"{task.median('wall'):.3f}", f"{min(walls):.3f} – {max(walls):.3f}",
             number(task.median("cpu")), number(task.ratio(floor)),
             number(task.ratio(floor, "cpu")), number(task.ratio(full)),
             number(task.median("peak") / MB, 0), bound + mark, str(len(walls))]
    return f"| {' | '.join(cells)} |"


def table(tasks):
    head = ["| | wall s | least – most | CPU s | × floor | CPU × floor | × kbsite full "
            "| peak MB | bound MB | runs |", "|---" + "|--:" * 9 + "|"]
    return "\n".join(head + [row(task, tasks) for task in tasks])


def pages_text(pages):
    parts = [f"{what} {hugo / kbsite:.2f} times kbsite's ({hugo:,.0f} and {kbsite:,.0f} bytes)"
             for what, (kbsite, hugo) in (("the median of notes", pages["median"]),
                                          ("all HTML", pages["total"]))]
    mark = "" if are_pages_alike(pages) else f": **not within {BYTES_APART:.0%}**"
    return f"Hugo's pages: {', '.join(parts)}{mark}."


def report_of(tasks):
    return [{"name": task.name, "command": task.command, "bound": task.bound,
             "failure": task.failure, "reason": task.reason,
             "bound_held": task.is_bound_held(), "runs": task.runs}
            for task in tasks]


def measure_size(options, size, report):
    with tempfile.TemporaryDirectory(dir=options.dir, prefix="kbsite-bench-") as folder:
        generate = options.build / "tests" / "bench_generate"
        wiki, pages, on_disk = Wiki(folder, size, options.seed, generate), {}, []
        tasks = (floor_tasks(wiki, options) + kbsite_tasks(wiki, options) +
                 hugo_tasks(wiki, options, pages))
        disk = tempfile.TemporaryDirectory(dir=options.disk, prefix="kbsite-bench-") \
            if options.disk else None
        if disk:
            other = Wiki(disk.name, size, options.seed, generate)
            on_disk = [*floor_tasks(other, options, " (disk)"),
                       *kbsite_tasks(other, options, " (disk)")]
        run_rounds(tasks + on_disk, options.runs, f"{size} notes")
        right = is_site_right(wiki, tasks)
        if disk:
            disk.cleanup()
    print(f"\n## {size:,} notes, {wiki.bytes / MB:,.1f} MB\n\n{table(tasks + on_disk)}\n")
    if not right:
        print("**The site after the changes differs from that of a full build.**\n")
    if pages:
        print(pages_text(pages))
    report["sizes"].append({"notes": size, "content_bytes": wiki.bytes, "pages": pages,
                            "site_right": right, "tasks": report_of(tasks + on_disk)})
    sys.stdout.flush()
    return (right and all(task.is_bound_held() and not task.failure for task in tasks + on_disk) and
            (not pages or are_pages_alike(pages)))


def measure_dstudio(options, report):
    with tempfile.TemporaryDirectory(dir=options.dir, prefix="kbsite-bench-") as parent:
        folder = pathlib.Path(parent) / "dstudio"
        shutil.copytree(options.dstudio, folder)
        for path in [folder, *folder.rglob("*")]:
            path.chmod(path.stat().st_mode | 0o200)
        tasks, config = dstudio_tasks(folder, options)
        run_rounds(tasks, options.runs, "DStudio")
        count = sum(1 for _ in (folder / "docs").rglob("*.md"))
    print(f"\n## DStudio, {count:,} notes; MkDocs with {config}\n\n{table(tasks)}")
    report["dstudio"] = {"notes": count, "mkdocs_config": config, "tasks": report_of(tasks)}
    return not any(task.failure for task in tasks)


def version(*command):
    if not shutil.which(command[0]):
        return None
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    return said.stdout.strip().split("\n")[0]


def is_tmpfs(folder):
    """The longest mount point above a folder says what it is on."""
    lines = pathlib.Path("/proc/mounts").read_text("utf-8").splitlines()
    mounts = [line.split()[1:3] for line in lines]
    real = os.path.realpath(folder)
    above = [(point, kind) for point, kind in mounts
             if real == point or real.startswith(point.rstrip("/") + "/")]
    return max(above, key=lambda mount: len(mount[0]))[1] == "tmpfs"


def leave_out(options):
    """Takes out of the options what cannot be measured here; says what that was."""
    said = []
    if not (options.build / "tests" / "bench_floor").exists():
        said.append("floor: no bench_floor was built, since md4c-html was not found")
    if not shutil.which("hugo"):
        said.append("hugo: not installed")
    if options.disk and is_tmpfs(options.disk):
        said.append(f"disk: {options.disk} is in memory (--disk)")
        options.disk = None
    if "dstudio" in options.only:
        reason = "" if (options.dstudio / "mkdocs.yml").exists() else "its folder is not there"
        reason = reason or ("" if shutil.which("mkdocs") else "mkdocs is not installed")
        if reason:
            said.append(f"DStudio: {reason}")
            options.only.remove("dstudio")
    return said


def read_options():
    def numbers(text):
        return [int(part) for part in text.split(",") if part]

    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build" / "release",
                        help="the folder that CMake built kbsite and the tests in")
    parser.add_argument("--sizes", type=numbers, default=[1000, 10000, 100000],
                        help="numbers of notes, such as 1000,10000; 0 for none")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--hugo-runs", type=int, default=3)
    parser.add_argument("--hugo-large-runs", type=int, default=1, help=f"from {LARGE:,} notes on")
    parser.add_argument("--mkdocs-runs", type=int, default=3)
    parser.add_argument("--only", type=lambda text: text.split(","),
                        default=["floor", "kbsite", "hugo", "dstudio"],
                        help="some of floor,kbsite,hugo,dstudio")
    parser.add_argument("--dir", type=pathlib.Path, default=pathlib.Path("/dev/shm"),
                        help="where the notes and sites go; a tmpfs")
    parser.add_argument("--disk", type=pathlib.Path, default=pathlib.Path("/var/tmp"),
                        help="the same on a disk, for full builds; '' for not")
    parser.add_argument("--dstudio", type=pathlib.Path,
                        default=ROOT.parent / "shared" / "corpora" / "dstudio")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=pathlib.Path, help="a file for all figures")
    parser.add_argument("--assert", dest="assert_bounds", action="store_true",
                        help="end with 1 when a bound is not held or a command failed")
    options = parser.parse_args()
    options.disk = options.disk if str(options.disk) not in ("", ".") else None
    options.sizes = [size for size in options.sizes if size > 0]
    return options


def main():
    options = read_options()
    if not (options.build / "tests" / "bench_generate").exists():
        sys.exit(f"no tests/bench_generate in {options.build}: build the preset release first")
    report = {"machine": {"processors": os.cpu_count(), "system": platform.platform(),
                          "load": os.getloadavg()},
              "programs": {"kbsite": version(str(options.build / "kbsite"), "version"),
                           "hugo": version("hugo", "version"),
                           "mkdocs": version("mkdocs", "--version")},
              "left_out": leave_out(options),
              "least_peak": measure(["true"])["peak"], "sizes": []}
    print(f"{report['machine']['processors']} processors, {report['machine']['system']}, "
          f"load {report['machine']['load'][0]:.1f} before, "
          f"notes in {'memory' if is_tmpfs(options.dir) else options.dir}. "
          f"Peaks below {report['least_peak'] / MB:.0f} MB cannot be told.")
    for said in report["left_out"]:
        print(f"Left out: {said}.")
    held = [measure_size(options, size, report) for size in options.sizes]
    if "dstudio" in options.only:
        held.append(measure_dstudio(options, report))
    if options.json:
        options.json.write_text(json.dumps(report, indent=1) + "\n", "utf-8")
    sys.exit(1 if options.assert_bounds and not all(held) else 0)


if __name__ == "__main__":
    main()
