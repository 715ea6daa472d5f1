"""Lines on which `kbsite check` finds links that lead nowhere, against lines that hold such links:

    check_links.py CONTENT LINKS <FINDINGS

LINKS is what list_links prints, FINDINGS the report in JSON. Beside the links of the text, names in the front matter
and wikilinks may be found, which list_links does not know."""
import json
import pathlib
import sys


def is_other(content, path, line):
    lines = (content / path).read_text(errors="replace").split("\n")
    end = lines.index("---", 1) + 1 if lines and lines[0] == "---" and "---" in lines[1:] else 0
    return line <= end or "[[" in lines[line - 1]


content, links = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).read_text()
rows = [row.split("\t") for row in links.splitlines()]
missing = {(row[0], int(row[1])) for row in rows if row[4] == "missing"}
found = {(f["path"][len(str(content)) + 1:], f["line"]) for f in json.load(sys.stdin)["findings"] if f["code"] == "link-missing"}
unsaid = sorted(missing - found)
wrong = sorted(x for x in found - missing if not is_other(content, *x))
for what, places in (("not found", unsaid), ("found, and leads somewhere", wrong)):
    for path, line in places:
        print(f"{path}:{line}: {what}")
print(f"{len(missing)} lines with links that lead nowhere, all found; {len(found - missing)} with other names that do")
sys.exit(1 if unsaid or wrong else 0)
