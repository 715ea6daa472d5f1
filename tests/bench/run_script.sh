#!/bin/sh
# The benchmarks can be run: each command that they time does its work, the pages that they compare
# are alike, and a site after changes is the one of a full build. No time is looked at.
set -u
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
if ! command -v python3 >/dev/null; then
    echo "there is no python3"
    exit 77
fi
python3 "$KBSITE_SOURCE/tests/bench/run.py" --build "$(dirname "$KBSITE")" --sizes 120 --runs 2 \
    --only floor,kbsite,hugo --dir "$tmp" --disk "" --json "$tmp/report.json" \
    >"$tmp/table" 2>"$tmp/progress" || { cat "$tmp/progress"; exit 1; }
cat "$tmp/table"
python3 - "$tmp/report.json" <<'END'
import json
import shutil
import sys

report = json.load(open(sys.argv[1], encoding="utf-8"))
size = report["sizes"][0]
tasks = {task["name"]: task for task in size["tasks"]}
wrong = [f"{task['name']}: {task['failure']}" for task in size["tasks"] if task["failure"]]
wanted = ["full", "unchanged", "one text", "one title", "theme"]
wrong += [f"no kbsite {name}" for name in wanted if f"kbsite {name}" not in tasks]
if not size["site_right"]:
    wrong.append("the site after the changes differs from that of a full build")
if shutil.which("hugo"):
    wrong += [f"no hugo {name}" for name in ("plain", "highlighting") if f"hugo {name}" not in tasks]
    wrong += [f"pages of Hugo, {what}: {hugo} bytes, kbsite's {kbsite}"
              for what, (kbsite, hugo) in size["pages"].items()
              if not 0.8 <= hugo / kbsite <= 1.2]
else:
    print("there is no hugo")
for complaint in wrong:
    print("FAIL:", complaint)
sys.exit(1 if wrong else 0)
END
