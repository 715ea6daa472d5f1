"""kbsite serve answers as GitHub Pages answers with what kbsite build writes."""
import os
import shutil
import tempfile
import urllib.parse

from server import Server, check, finish, kit, wait_for

EXAMPLE = kit.SOURCE / "content-example"
SCRIPT = b'<script defer src="/.kbsite/reload.js"'

TYPES = {
    "": "text/html; charset=utf-8", "kb.json": "application/json; charset=utf-8",
    "assets/kbsite.css": "text/css; charset=utf-8", "assets/early.js": "text/javascript; charset=utf-8",
    "assets/icon.svg": "image/svg+xml; charset=utf-8", "extra.bin": "application/octet-stream",
    "Text.TXT": "text/plain; charset=utf-8", "robots.txt": "text/plain; charset=utf-8",
}

# Address below the root: status, and where it leads or the file that is the answer.
LOOKUPS = {
    "": (200, "index.html"), "index.html": (200, "index.html"), "patterns/": (200, "patterns/index.html"),
    "own%20folder/": (200, "own folder/index.html"), "own%20folder": (301, "own%20folder/"),
    "patterns": (301, "patterns/"), "patterns/saga": (301, "patterns/saga/"),
    "patterns/saga/index.html": (200, "patterns/saga/index.html"),
    "PATTERNS/": (404, "404.html"), "patterns/saga.html": (404, "404.html"), "nothing/here/": (404, "404.html"),
    "raw": (200, "raw.html"), "raw.html": (200, "raw.html"), "raw/": (404, "404.html"),
    "p%61tterns/": (200, "patterns/index.html"), "with%20space.txt": (200, "with space.txt"),
    "patterns/?query=1": (200, "patterns/index.html"), "404": (200, "404.html"),
}


def make_project(folder):
    project = os.path.join(folder, "project")
    shutil.copytree(EXAMPLE, project, ignore=shutil.ignore_patterns("site", ".kbsite"))
    files = {"extra.bin": bytes(range(256)) * 40, "raw.html": "<p>own</p>\n", "with space.txt": "text\n",
             "Text.TXT": "text\n", "empty.txt": "", "own folder/index.html": "<p>own</p>\n",
             "early.md": "---\ndraft: true\n---\n# Early\n"}
    for name, content in files.items():
        kit.write(project, f"notes/{name}", content)
    return project


def has_head(path):
    return path.endswith(".html") and path not in ("raw.html", "own folder/index.html")


def without_script(body):
    head, found, rest = body.partition(b"\n" + SCRIPT)
    return head + rest.partition(b"</script>")[2] if found else body


def check_same(server, site, has_script):
    for path, wanted in site.items():
        got = server.get(urllib.parse.quote(path))
        body = without_script(got.body) if has_script else got.body
        if has_head(path) and has_script:
            check(got.body.count(SCRIPT) == 1, f"{path} has not the one script")
        check(got.status == 200, f"{path}: status {got.status}")
        if body != wanted:
            check(False, f"{path}: {kit.first_difference(body, wanted)}")
        check(got.headers.get("content-length") == str(len(got.body)), f"{path}: its length is said wrong")


def check_lookups(server, site):
    for path, (status, where) in LOOKUPS.items():
        got = server.get(path)
        check(got.status == status, f"{path}: {got.status}, not {status}")
        if status == 301:
            check(got.headers.get("location") == server.root + where, f"{path} leads to {got.headers.get('location')}")
        else:
            check(got.body == site[where], f"{path} is not {where}")


def check_types(server):
    for path, wanted in TYPES.items():
        got = server.get(path).headers.get("content-type")
        check(got == wanted, f"{path} is {got}")


def check_head(server):
    for path in ("", "extra.bin", "nothing", "patterns"):
        get, head = server.get(path), server.get(path, "HEAD")
        check(head.body == b"", f"HEAD of {path} has a body")
        check(head.status == get.status, f"HEAD of {path}: {head.status}, GET: {get.status}")
        for name in ("content-length", "etag", "content-type", "location"):
            check(head.headers.get(name) == get.headers.get(name), f"HEAD of {path}: {name}")
    got = server.get("extra.bin", "HEAD", Range="bytes=0-9")  # parts are for GET (RFC 9110, 14.2)
    check(got.status == 200, f"HEAD of a part: {got.status}")
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
        got = server.get("", method, Content_Length="0")
        check(got.status == 405 and got.headers.get("allow") == "GET, HEAD", f"{method}: {got.status}")


def check_tags(server):
    for path in ("", "extra.bin", "kb.json", "assets/kbsite.css", ".kbsite/reload.js"):
        tag = server.get(path).headers["etag"]
        for header in (tag, f'"other", {tag}', f"W/{tag}", "*"):
            got = server.get(path, If_None_Match=header)
            check(got.status == 304 and got.body == b"", f"{path} with {header}: {got.status}")
            check(got.headers.get("etag") == tag, f"{path} with {header}: no tag")
        check(server.get(path, If_None_Match='"other"').status == 200, f"{path} with another tag")
        check(server.get(path).headers["etag"] == tag, f"{path}: its tag changes")


def check_ranges(server):
    for path in ("extra.bin", "kb.json", ""):
        whole = server.get(path)
        size = len(whole.body)
        parts = {"bytes=0-9": (0, 10), "bytes=5-": (5, size), "bytes=-7": (size - 7, size),
                 f"bytes=0-{size * 2}": (0, size), "bytes=10-10": (10, 11), f"bytes=-{size * 2}": (0, size)}
        for header, (start, end) in parts.items():
            got = server.get(path, Range=header)
            check(got.status == 206 and got.body == whole.body[start:end], f"{path}, {header}: {got.status}")
            said = got.headers.get("content-range")
            check(said == f"bytes {start}-{end - 1}/{size}", f"{path}, {header}: {said}")
        for header in (f"bytes={size}-", "bytes=-0"):
            got = server.get(path, Range=header)
            check(got.status == 416 and got.headers.get("content-range") == f"bytes */{size}", f"{path}, {header}: {got.status}")
        for header in ("bytes=1-2,4-5", "lines=1-2", "bytes=9-5", "bytes=a-b", "bytes=-", "nonsense", "bytes=1 2-3"):
            got = server.get(path, Range=header)
            check(got.status == 200 and got.body == whole.body, f"{path}, {header}: {got.status}")
        tag = whole.headers["etag"]
        check(server.get(path, Range="bytes=0-0", If_Range=tag).status == 206, f"{path}: If-Range")
        for other in ('"old"', f"W/{tag}", "Thu, 01 Jan 2099 00:00:00 GMT"):
            check(server.get(path, Range="bytes=0-0", If_Range=other).status == 200, f"{path}: If-Range {other}")
        check(server.get(path, Range="bytes=0-0", If_None_Match=tag).status == 304, f"{path}: a part of what is known")
    check(server.get("empty.txt").body == b"", "an empty file")
    check(server.get("empty.txt", Range="bytes=0-").status == 416, "a part of an empty file")


def check_prefix(project, folder):
    site = os.path.join(folder, "prefixed")
    kit.run(project, "-b", "/my repo/", "-d", site)
    with Server(project, "-b", "/my repo/", "--no-reload") as server:
        check(server.root == "/my%20repo/", f"the root is {server.root}")
        check_same(server, kit.tree(site), False)
        check(server.get("nothing").body == kit.tree(site)["404.html"], "404 below a prefix")
        root, server.root = server.root, ""
        got = server.get("/")
        check(got.status == 302 and got.headers.get("location") == root, f"/: {got.status}")
        check(server.get("/my%20repo").headers.get("location") == root, "the root without its slash")
        check(server.get("/other/").status == 404, "outside of the prefix")
        server.root = root


def check_own_missing(folder):
    """A 404 page of the project's own, which is a file, not a page."""
    project = os.path.join(folder, "own")
    kit.write(project, "kbsite.yml", "title: Own\ncontent_dir: notes\n")
    kit.write(project, "notes/index.md", "# Home\n")
    kit.write(project, "notes/404.html", "<p>not here</p>\n")
    with Server(project) as server:
        server.get("nothing")
        handles = server.handles()
        for method, body in (("GET", b"<p>not here</p>\n"), ("HEAD", b"")) * 20:
            got = server.get("nothing", method, Range="bytes=0-0")
            check(got.status == 404 and got.body == body, f"{method} of the own 404 page: {got.status}, {got.body}")
            check(got.headers.get("content-length") == "16", f"{method} of the own 404 page: its length")
        check(wait_for(lambda: server.handles() <= handles), f"{server.handles()} handles are open, {handles} at first")


def check_drafts(project, folder):
    site = os.path.join(folder, "drafts")
    kit.run(project, "--drafts", "-d", site)
    with Server(project, "--drafts", "--no-reload") as server:
        check_same(server, kit.tree(site), False)
        check(server.get("early/").status == 200, "a draft is not shown")


def check_open(project, folder):
    """The browser is told the address, and the Ctrl-C that ends the server is not for it."""
    programs, said = os.path.join(folder, "programs"), os.path.join(folder, "said")
    kit.write(programs, "xdg-open", f'#!/bin/sh\ncut -d" " -f5 /proc/$$/stat >"{said}.new"\n'
                                    f'echo "$1" >>"{said}.new"\nmv "{said}.new" "{said}"\n')
    os.chmod(os.path.join(programs, "xdg-open"), 0o755)
    with Server(project, "--open", env={"PATH": f"{programs}:{os.environ['PATH']}"}) as server:
        check(wait_for(lambda: os.path.exists(said)), "no browser is opened")
        with open(said, encoding="ascii") as file:
            group, url = file.read().split()
        check(url == f"http://{server.host}:{server.port}/", f"the browser is told {url}")
        check(int(group) != os.getpgid(server.process.pid), "the browser is in the server's process group")


def sources(project):
    return {path: data for path, data in kit.tree(project).items() if not path.startswith(kit.STATE + "/")}


def main():
    folder = tempfile.mkdtemp()
    project = make_project(folder)
    site = os.path.join(folder, "site")
    kit.run(project, "-d", site)
    site, before = kit.tree(site), sources(project)
    with Server(project, "--no-reload") as server:
        check_same(server, site, False)
        check_lookups(server, site)
        check(server.get("early/").status == 404, "a draft is shown")
        check(server.get(".kbsite/events").status == 404, "there are events with --no-reload")
        plain = server.get("").headers["etag"]
    with Server(project) as server:
        check_same(server, site, True)
        for part in (check_types, check_head, check_tags, check_ranges):
            part(server)
        got = server.get("", If_None_Match=plain)
        check(got.status == 200, "a browser keeps the page without the script")
    check(sources(project) == before, "something was written")
    check_prefix(project, folder)
    check_drafts(project, folder)
    check_open(project, folder)
    check_own_missing(folder)
    shutil.rmtree(folder)
    finish(f"{len(site)} files as they are published, {len(LOOKUPS)} addresses")


if __name__ == "__main__":
    kit.quit_on_signals()
    main()
