#!/usr/bin/env python3
"""Whether a site in one theme says what the same site says in another:

    plain.py SITE OTHER            its pages have the links, ids and quoted sentences of OTHER's
    plain.py --audit TOOL SITE     a tool that knows nothing of kbsite finds nothing wrong

Links are what a page knows about others: breadcrumbs, navigation, relations, groups, lists. How often
and where they stand is up to a theme."""
import html.parser
import json
import pathlib
import subprocess
import sys

WRONG = ("broken", "broken_fragments", "missing_assets", "absolute", "external_requests", "dup_ids", "tag_errors",
         "no_lang", "no_alt", "not_one_h1")


class Page(html.parser.HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.links, self.ids, self.quotes = set(), set(), set()
        self.quote = None
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "a" and "href" in attributes:
            self.links.add(attributes["href"])
        if "id" in attributes and not attributes["id"].startswith("kb:"):
            self.ids.add(attributes["id"])
        if tag == "q":
            self.quote = ""

    def handle_data(self, data):
        if self.quote is not None:
            self.quote += data

    def handle_endtag(self, tag):
        if tag == "q":
            self.quotes.add(" ".join(self.quote.split()))
            self.quote = None


def compare(site, other):
    """What is in the other site's pages and not in this one's."""
    count = 0
    for path in sorted(other.rglob("*.html")):
        name = path.relative_to(other)
        mine, theirs = Page(site / name), Page(path)
        count += 1
        for what in ("links", "ids", "quotes"):
            missing = getattr(theirs, what) - getattr(mine, what)
            if missing:
                yield f"{name}: {what} missing: {sorted(missing)[:5]}"
    if not count:
        yield "there are no pages"


def audit(tool, site):
    """What the tool counts as wrong, whatever the theme."""
    done = subprocess.run([sys.executable, "-B", tool, site, "--json"], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    for kind in WRONG:
        if found[kind]:
            yield f"{kind}: {found[kind]}"


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[0] == "--audit":
        complaints = list(audit(arguments[1], arguments[2]))
    else:
        complaints = list(compare(*map(pathlib.Path, arguments)))
    for line in complaints[:20]:
        print(f"FAIL: {line}")
    sys.exit(1 if complaints else 0)
