"""Defects, one at a time, in a wiki that has none: each is found at its line, by its code, and nothing
else is found. `--no-site`, but for the last group; the published site has defects of its own in run_crawl.sh.

A mutation is (code, file, what is replaced, by what, where the finding is). Where: a text, and the finding is
on the first line that has it afterwards; a number, and it is on this line (0: the whole file)."""
import json
import pathlib
import subprocess
import sys
import tempfile

CONCEPT = """---
id: queueing
title: Queueing
type: concept
description: What waits, and for how long.
status: learning
difficulty: easy
importance: 60
tags: [queues]
created_at: 2026-01-02
updated_at: 2026-11-02
aliases: [waiting lines]
prerequisites: [rates]
---

# Queueing

See [the other way round](rates.md#links) and ![Two servers and a queue](queue.svg).

## TL;DR

- Work waits when it comes faster than it goes.

## Definition

A line of work in front of somebody who does it.

## Decision rules

### Use it when

- Work comes in bursts.

### Avoid it when

- Work is late when it waits.

## Trade-offs

| You get | You pay |
|---|---|
| calm | time |

## Failure modes & Pitfalls

- A queue without a limit.

## Interview readiness

### Trap questions

1) **Q:** Does a longer queue help?
   - **A:** Not with the mean.
2) **Q:** When does it empty?
   - **A:** When less comes in than goes out.
3) **Q:** Who waits longest?
   - **A:** Whoever came at the worst time.

### Self-check

- [ ] I can say what it is.
- [ ] I can say what it costs.
- [ ] I can name a limit.
- [ ] I can say when to avoid it.
- [ ] I can draw one.

## Links

### Related topics

- [Rates](rates.md) — what comes and goes
"""

RATES = CONCEPT.replace("id: queueing", "id: rates").replace("title: Queueing", "title: Rates") \
    .replace("# Queueing", "# Rates").replace("aliases: [waiting lines]\n", "") \
    .replace("prerequisites: [rates]\n", "").replace("(rates.md", "(queueing.md").replace("[Rates]", "[Queueing]")

PATTERN = """---
title: Shedding
description: Say no early.
type: pattern
category: resilience
difficulty: medium
essential_question: What may be dropped?
pattern_status: stable
excellence_tier: gold
production_checklist: [a limit, an alarm]
modern_examples: [one, two, three]
---

# Shedding

!!! success "Gold Standard Pattern"
    It has been proven. It follows from [queueing](queueing.md).

## Essential Question

What may be dropped?

## When to use

It is full.

## When not to use

Nothing may be lost.

## Level 1: Intuition

A host at the door says how long it takes.

```mermaid
graph LR
  A --> B
```

## Level 2: Foundation

!!! danger "Without it"
    All of them waited, and nobody was served.

```mermaid
graph LR
  B --> C
```

## Level 3: Deep Dive

### Implementation details

Count what is in the house, and stop at the limit.

### Performance characteristics

| Load | Answer |
|---|---|
| twice as much | half of them, at once |

## Level 4: Expert

### Scaling considerations

Each machine counts for itself, and the limits add up.

## Level 5: Mastery

```mermaid
graph LR
  C --> D
```

Shed at the edge, where it is cheap.

## Quick Reference

### Decision matrix

| If | Then |
|---|---|
| late is useless | shed |
"""

WIKI = {
    "kbsite.yml": "title: Wiki\nsite_url: https://example.org/wiki/\ncontent_dir: notes\ncheck: {off: [visual-share]}\n",
    "notes/index.md": "---\nid: home\n---\n\n# Home\n\n- [Queueing](queueing.md)\n- [Rates](rates.md)\n- [Shedding](shedding.md)\n",
    "notes/queueing.md": CONCEPT, "notes/rates.md": RATES, "notes/shedding.md": PATTERN,
    "notes/queue.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
}

Q, R, S = "notes/queueing.md", "notes/rates.md", "notes/shedding.md"
MUTATIONS = [
    ("field-unknown", Q, "difficulty: easy", "dificulty: easy", "dificulty"),
    ("field-missing", Q, "difficulty: easy\n", "", 1),
    ("field-missing", S, "category: resilience\n", "", 1),
    ("field-kind", Q, "title: Queueing", "title: [Queueing, again]", "title: ["),
    ("field-kind", Q, "description: What waits, and for how long.", "description: {a: b}", "description:"),
    ("field-value", Q, "status: learning", "status: lerning", "lerning"),
    ("field-value", Q, "importance: 60", "importance: 600", "600"),
    ("field-date", Q, "updated_at: 2026-11-02", "updated_at: 2026-13-02", "2026-13"),
    ("front-syntax", Q, "description: What", "description: \"What\" \"", "description"),
    ("front-unclosed", R, "updated_at: 2026-11-02\n---\n", "updated_at: 2026-11-02\n", 1),
    ("front-duplicate", Q, "tags: [queues]", "tags: [queues]\ntags: [lines]", "tags: [lines]"),
    ("placeholder", Q, "- A queue without a limit.", "- [Describe what goes wrong]", "[Describe"),
    ("placeholder", Q, "- Work comes in bursts.", "- <sign that it fits>", "<sign"),
    ("placeholder", Q, "description: What waits, and for how long.", "description: \"[In one line]\"", "[In one"),
    ("placeholder", Q, "status: learning", "status: learning|practicing|mastered", "learning|"),
    ("placeholder", Q, "- Work is late when it waits.", "- ...", "- ..."),
    ("template-left", Q, "## Links", "<!-- TEMPLATE INSTRUCTIONS -->\n\nBe brief.\n\n<!-- END TEMPLATE INSTRUCTIONS -->\n\n## Links",
     "TEMPLATE INSTRUCTIONS"),
    ("front-ghost", Q, "# Queueing\n", "# Queueing\n\ntitle: Queueing\ndescription: Old\n---\n", "title: Queueing\ndescription: Old"),
    ("encoding-suspect", Q, "- [ ] I can draw one.", "- [ ] I can draw a cafÃ©.", "cafÃ©"),
    ("section-missing", Q, "## Definition\n\nA line of work in front of somebody who does it.\n\n", "", "## TL;DR"),
    ("section-missing", Q, "## Trade-offs", "## Prices", "### Avoid it when"),
    ("section-missing", S, "## Quick Reference", "## Overview", "## Level 5"),
    ("section-order", Q, "## Trade-offs\n\n| You get | You pay |\n|---|---|\n| calm | time |\n\n"
     "## Failure modes & Pitfalls\n\n- A queue without a limit.\n", "## Failure modes & Pitfalls\n\n- A queue without a limit.\n\n"
     "## Trade-offs\n\n| You get | You pay |\n|---|---|\n| calm | time |\n", "## Failure"),
    ("section-late", S, "## When not to use", "\n" * 200 + "## When not to use", "## When not"),
    ("level-missing", S, "## Level 3: Deep Dive", "## Details", "## Level 2"),
    ("level-share", S, "A host at the door says how long it takes.", "A host at the door. " * 80, "## Level 1"),
    ("note-long", S, "| late is useless | shed |\n", "| late is useless | shed |\n" * 1000, 1001),
    ("code-share", S, "Shed at the edge, where it is cheap.", "```c\n" + "shed();\n" * 60 + "```", "```c"),
    ("diagrams-few", S, "```mermaid\ngraph LR\n  C --> D\n```\n\n", "", "# Shedding"),
    ("questions-few", Q, "3) **Q:** Who waits longest?\n   - **A:** Whoever came at the worst time.\n", "", "### Trap"),
    ("checks-few", Q, "- [ ] I can draw one.\n", "", "### Self-check"),
    ("question-unanswered", Q, "came at the worst time.\n", "came at the worst time.\n4) **Q:** Why?\n", "4) **Q:**"),
    ("part-missing", S, '!!! danger "Without it"', '!!! note "Without it"', "# Shedding"),
    ("part-missing", S, "### Scaling considerations", "### More of it", "# Shedding"),
    ("part-missing", S, "### Decision matrix", "### What to do", "# Shedding"),
    ("tier-field", S, "modern_examples: [one, two, three]", "modern_examples: [one, two]", "modern_examples"),
    ("tier-field", S, "production_checklist: [a limit, an alarm]\n", "", 1),
    ("tier-banner", S, '!!! success "Gold Standard Pattern"', '!!! success "A standard"', "# Shedding"),
    ("tier-conflict", S, '"Gold Standard Pattern"', '"Bronze Pattern"', "Bronze"),
    ("note-orphan", "notes/index.md", "- [Shedding](shedding.md)\n", "", (S, 0)),
    ("alias-duplicate", Q, "aliases: [waiting lines]", "aliases: [Shedding]", "aliases"),
    ("id-duplicate", S, "title: Shedding", "id: home\ntitle: Shedding", "id: home"),
    ("image-alt", Q, "![Two servers and a queue](queue.svg)", "![](queue.svg)", "![]"),
    ("image-alt", Q, "![Two servers and a queue](queue.svg)", '<img src="queue.svg">', "<img"),
    ("heading-skipped", Q, "### Related topics", "#### Related topics", "#### Related"),
    ("table-cells", Q, "| calm | time |", "| calm | either | time |", "| calm"),
    ("disable-unknown", Q, "## Links", "<!-- kbsite-disable-next-line no-such -->\n\n## Links", "no-such"),
    ("link-missing", Q, "[Rates](rates.md)", "[Rates](rate.md)", "rate.md"),
    ("link-missing", Q, "(queue.svg)", "(queues.svg)", "queues.svg"),
    ("link-anchor", Q, "rates.md#links", "rates.md#lines", "#lines"),
    ("edge-planned", Q, "prerequisites: [rates]", "prerequisites: [rates, Little]", "Little"),
    ("edge-self", Q, "prerequisites: [rates]", "prerequisites: [rates, queueing]", "prerequisites"),
    ("edge-duplicate", Q, "prerequisites: [rates]", "prerequisites: [rates, Rates]", "prerequisites"),
    ("edge-cycle", R, "created_at: 2026-01-02", "created_at: 2026-01-02\nprerequisites: [queueing]", (Q, 13)),
    ("html-unclosed", Q, "A line of work", "A <b>line of work", "<b>"),
    ("html-stray-close", Q, "A line of work", "A line</b> of work", "</b>"),
    ("fence-unclosed", R, "- [Queueing](queueing.md) — what comes and goes\n", "- [Queueing](queueing.md) — what comes and goes\n\n```c\na();\n", "```c"),
    ("footnote-missing", Q, "somebody who does it.", "somebody[^1] who does it.", "[^1]"),
    ("admonition-body", S, "    It has been proven.", "It has been proven.", "It has been"),
    ("utf8-invalid", Q, "A line of work", b"A l\xffne of work", "ne of work"),
    ("icon-missing", Q, "A line of work", "A :material-no-such-thing: line of work", ":material"),
]


def write(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def check(kbsite, folder):
    run = subprocess.run([kbsite, "check", ".", "--no-site", "--format", "json", "--fail-on", "never"], cwd=folder,
                         capture_output=True, timeout=60)
    if run.returncode != 0:
        return [("status", str(run.returncode), run.stdout.decode(errors="replace") + run.stderr.decode(errors="replace"))]
    return [(f["code"], f["path"], f["line"]) for f in json.loads(run.stdout)["findings"]]


def line_of(data, where):
    at = data.find(where.encode())
    return data[:at].count(b"\n") + 1 if at >= 0 else None


def main():
    kbsite, failed, caught = sys.argv[1], 0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write(folder, WIKI)
        found = check(kbsite, folder)
        if found:
            print("FAIL: the wiki without defects has findings:", found)
            return 1
        for code, path, old, new, where in MUTATIONS:
            whole = WIKI[path].encode()
            old_bytes, new_bytes = old.encode(), new if isinstance(new, bytes) else new.encode()
            assert whole.count(old_bytes) >= 1, (code, old)
            data = whole.replace(old_bytes, new_bytes, 1)
            write(folder, {path: data})
            found = check(kbsite, folder)
            write(folder, {path: whole})
            print(code, found) if "-v" in sys.argv else None
            target, line = where if isinstance(where, tuple) else (path, where)
            line = line if isinstance(line, int) else line_of(data, line)
            if found == [(code, target, line)]:
                caught += 1
                continue
            failed += 1
            print(f"FAIL: {code} in {target}:{line}: found {found}")
    print(f"{caught} defects were found where they are")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
