#!/bin/sh
# The reports of findings: byte for byte against tests/site/reports/ (BLESS=1 accepts what comes
# out), and read by parsers of their formats.
set -u
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
failed=0

for format in text verbose json sarif junit github markdown baseline; do
    for which in shapes none; do
        name=$format-$which
        "$KBSITE_TOOLS/list_findings" "$format" "$which" >"$tmp/out" || failed=1
        sed '2s/"version":"[^"]*"/"version":"VERSION"/' "$tmp/out" >"$tmp/$name"
        [ "${BLESS:-}" != 1 ] || cp "$tmp/$name" "$here/reports/$name"
        diff -u "$here/reports/$name" "$tmp/$name" || failed=1
    done
done
for format in json junit sarif github; do
    "$KBSITE_TOOLS/list_findings" "$format" many >"$tmp/$format-many" || failed=1
done

python3 -B - "$tmp" <<'END' || failed=1
import json
import pathlib
import re
import sys
import urllib.parse
import xml.etree.ElementTree as xml

tmp = pathlib.Path(sys.argv[1])
read = lambda name: (tmp / name).read_bytes().decode("utf-8")
shapes = json.loads(read("json-shapes"))["findings"]
for which in ("shapes", "none", "many"):
    whole = json.loads(read(f"json-{which}"))
    findings, summary = whole["findings"], whole["summary"]
    fresh = [f for f in findings if not f["known"]]
    for level in ("error", "warning", "note"):
        assert summary[f"{level}s"] == sum(f["level"] == level for f in fresh), (which, level)
    assert summary["known"] == len(findings) - len(fresh), which

    suites = xml.fromstring(read(f"junit-{which}"))
    cases = list(suites.iter("testcase"))
    assert int(suites.get("tests")) == len(cases) == max(len(findings), 1), which
    assert int(suites.get("failures")) == len(list(suites.iter("failure"))) == summary["failing"], which
    names = [(c.get("classname"), c.get("name")) for c in cases]
    assert len(names) == len(set(names)), f"{which}: two cases have one name"
    for suite in suites:
        assert int(suite.get("tests")) == len(suite), which
        assert int(suite.get("skipped")) == len(list(suite.iter("skipped"))), which

    run = json.loads(read(f"sarif-{which}"))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == min(len(findings), 25000), which
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"], which
    assert {r["ruleId"] for r in run["results"]} == {r["id"] for r in rules}, which

# GitHub reads its commands as the runner does: what it decodes is what was found.
decode = lambda text, also: re.sub("%(25|0D|0A" + also + ")", lambda m: chr(int(m[1], 16)), text)
annotated = []
*commands, last = read("github-shapes").removesuffix("\n").split("\n")
for line in commands:
    level, properties, message = re.fullmatch("::(error|warning|notice) (.*?)::(.*)", line).groups()
    pairs = dict(p.split("=", 1) for p in properties.split(","))
    place = decode(pairs.get("file", ""), "|3A|2C")
    annotated.append((place, pairs["title"], decode(message, "")))
wanted = [(f["path"], f["code"], f["message"]) for f in shapes if not f["known"]]
assert sorted(annotated) == sorted(wanted), "annotations"
assert not last.startswith("::"), last

uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for r in json.loads(read("sarif-shapes"))["runs"][0]["results"]}
paths = {urllib.parse.unquote(urllib.parse.urlsplit(u).path) for u in uris}
assert paths == {f["path"] or "kbsite.yml" for f in shapes}, paths
END
exit $failed
