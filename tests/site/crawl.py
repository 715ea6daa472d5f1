"""Defects put into a site that was built, one at a time: each is found at its place, by its code,
and nothing else is found.

    crawl.py CRAWL_SITE SITE SITE_URL

Edits are made in place and taken back."""
import os
import pathlib
import re
import subprocess
import sys

FINDING = re.compile(r"(?P<path>[^:]*):(?:(?P<line>\d+):\d+:)? (?:error|warning): .* \[(?P<code>[\w-]+)\]$")
NOTE = "concepts/timeouts/index.html"
HOME = "index.html"
BODY = "</main>"


def crawl(tool, site, url):
    run = subprocess.run([tool, site, url], capture_output=True, text=True, timeout=60, check=False)
    found = [FINDING.match(line) for line in run.stdout.splitlines()]
    if run.returncode not in (0, 1) or run.stderr or None in found:
        sys.exit(f"crawl_site: {run.returncode} {run.stderr} {run.stdout[:2000]}")
    return [(os.path.relpath(m["path"], site), int(m["line"] or 0), m["code"]) for m in found]


def add(html, file=NOTE):
    """Puts a line of HTML before the end of a page's text."""
    return file, lambda text: text.replace(BODY, f"\n{html}\n{BODY}", 1), html


def change(old, new, file=NOTE):
    return file, lambda text: text.replace(old, new, 1), new


def write(file, text=""):
    return file, lambda _: text, text.split("\n", 1)[0]


# Name, edit, code. The finding is expected in the line that the edit leaves its last text in.
EDITS = [
    ("a link", add('<a href="../nothing/">x</a>'), "site-link"),
    ("a link without the base path", add('<a href="/concepts/timeouts/">x</a>'), "site-link"),
    ("an absolute link to the site itself", add('<a href="https://example.org/a/b/no/">x</a>'),
     "site-link"),
    ("a link with another case", add('<a href="../Idempotency/">x</a>'), "site-link"),
    ("an area", add('<area href="nothing">'), "site-link"),
    ("a form", add('<form action="../send"></form>'), "site-link"),
    ("a frame", add('<iframe src="nothing.html"></iframe>'), "site-link"),
    ("a canonical address", change('rel="canonical" href="https://example.org/a/b/concepts/timeouts/"',
                                   'rel="canonical" href="https://example.org/a/b/timeouts/"'), "site-link"),
    ("a place in the page", add('<a href="#nothing">x</a>'), "site-fragment"),
    ("a place in another page", add('<a href="../idempotency/#nothing">x</a>'), "site-fragment"),
    ("a heading's id", change('href="#kb:main"', 'href="#kb:mian"', HOME), "site-fragment"),
    ("a picture", add('<img src="x.png" alt="">'), "site-asset"),
    ("a picture of a set", add('<img srcset="x.png 2x" alt="">'), "site-asset"),
    ("a script", change("early.js", "late.js"), "site-asset"),
    ("a style sheet", change("kbsite.css", "wiki.css", HOME), "site-asset"),
    ("a poster", add('<video poster="x.png"></video>'), "site-asset"),
    ("an address in a style", add('<p style="background: url(x.png)">x</p>'), "site-asset"),
    ("an address in a style sheet", write("assets/own.css", "@import 'x.css';"), "site-asset"),
    ("a redirect to nothing",
     write("old/index.html", '<meta http-equiv="refresh" content="0; url=../new/">'), "site-redirect"),
    ("a redirect to itself",
     write("old/index.html", '<meta http-equiv="refresh" content="0; url=../old/">'), "site-redirect"),
    ("an id", add('<p id="kb:main">x</p>'), "site-duplicate-id"),
    ("names that differ in case", write("Index.html"), "site-case"),
    ("a hidden folder", write(".well/x.txt"), "site-path"),
    ("a script of another host", add('<script src="https://cdn.example.com/x.js"></script>'),
     "site-request"),
    ("a font of another host", add("<style>@font-face { src: url(//fonts.example.com/x) }</style>"),
     "site-request"),
    ("a frame of another host", add('<iframe src="https://example.com/"></iframe>'), "site-request"),
    ("an entry of the feed", change("https://example.org/a/b/concepts/timeouts/",
                                    "https://example.org/a/b/timeouts/", "feed.xml"), "site-link"),
    ("an entry of the sitemap", change("<loc>https://example.org/a/b/concepts/timeouts/",
                                       "<loc>https://example.org/a/b/timeouts/", "sitemap.xml"),
     "site-link"),
    ("a note of kb.json", change('"url":"concepts/timeouts/"', '"url":"timeouts/"', "kb.json"),
     "site-link"),
    ("a line of llms.txt", change("(https://example.org/a/b/concepts/timeouts/)",
                                  "(https://example.org/a/b/timeouts/)", "llms.txt"), "site-link"),
]


def try_edit(tool, site, url, edit, code):
    file, apply, mark = edit
    path = pathlib.Path(site, file)
    old = path.read_text() if path.exists() else None
    new = apply(old or "")
    if new == old:
        return "the edit changes nothing"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(new)
    line = new[:new.index(mark)].count("\n") + 1 if mark else 0
    found = crawl(tool, site, url)
    if old is None:
        path.unlink()
    else:
        path.write_text(old)
    if old is None and file.count("/") == 1 and not any(path.parent.iterdir()):
        path.parent.rmdir()
    # Which of two names that differ in case is the one too many is a matter of order.
    wanted = (file, 0 if code == "site-path" else line, code)
    if code == "site-case":
        return "" if len(found) == 1 and found[0][2] == code else f"found {found}"
    return "" if found == [wanted] else f"found {found}, not {[wanted]}"


def main(tool, site, url):
    if crawl(tool, site, url):
        return "there is something to find before anything was changed"
    failed = []
    for name, edit, code in EDITS:
        complaint = try_edit(tool, site, url, edit, code)
        if complaint:
            failed.append(f"{name}: {complaint}")
    if crawl(tool, site, url):
        failed.append("an edit was not taken back")
    print(f"{len(EDITS)} defects, {len(failed)} not found as they should be")
    return "\n".join(failed)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) or 0)
