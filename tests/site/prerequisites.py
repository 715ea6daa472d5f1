#!/usr/bin/env python3
"""Reads the lists under the headings "Prerequisites" (and under such a line in bold) of all notes
once more, line by line, and compares them with the prerequisite edges of kb.json:

    prerequisites.py CONTENT KB_JSON

A list item needs each note that it links to; "(TODO) name" needs the note of that title or, where
there is none, one that is still to be written. A link that leads to nothing is no edge, nor is the
same prerequisite a second time. Prints the counts and each difference; ends with 1 when there is
one."""
import collections
import json
import os
import posixpath
import re
import sys

LINK = re.compile(r'\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^()\s]*)\)')
PLANNED = re.compile(r'\(TODO\)\s*(.*)$')


def notes(root):
    for folder, below, names in os.walk(root):
        below[:] = [x for x in below if not x.startswith('.')]
        for name in names:
            if name.endswith('.md'):
                yield posixpath.relpath(posixpath.join(folder, name), root)


def items(text):
    """(line, item, in bold) of each list under "Prerequisites"."""
    inside = fence = False
    for number, line in enumerate(text.split('\n'), 1):
        if re.match(r'\s*(```|~~~)', line):
            fence = not fence
        if fence:
            continue
        heading = re.match(r'#{1,6}\s+(.*?)\s*$', line) or re.match(r'(\*\*.*?:\*\*)\s*$', line)
        if heading:
            title = heading[1]
            inside = title in ('Prerequisites', '**Prerequisites:**')
        elif inside and re.match(r'\s*[-*+]\s', line):
            yield number, re.sub(r'^\s*[-*+]\s+', '', line), title.startswith('**')


def planned_name(text):
    text = LINK.sub(r'\1', text)
    return re.split(r'\s+(?:—|–|-)\s+', text)[0].strip().strip('<>')


def titles(root):
    found = {}
    for note in sorted(notes(root)):
        with open(os.path.join(root, note), encoding='utf-8') as f:
            text = f.read()
        for title in re.findall(r'^(?:title: *"?|# +)(.*?)"? *$', text, re.M)[:1]:
            found.setdefault(title.lower(), note)
    return found


def wanted(root):
    edges, counts, known = {}, collections.Counter(), titles(root)
    for note in sorted(notes(root)):
        with open(os.path.join(root, note), encoding='utf-8') as f:
            text = f.read()
        seen = set()
        for line, item, bold in items(text):
            counts['list items'] += 1
            counts['of these under a line in bold'] += bold
            todo = PLANNED.match(item)
            links = [m[2].partition('#')[0] for m in LINK.finditer(item)]
            if todo:
                name = planned_name(todo[1])
                targets = [known.get(name.lower(), 'planned:' + name)]
                counts['of these to be written'] += 1
                counts['to be written, but written'] += name.lower() in known
            else:
                targets = [posixpath.normpath(posixpath.join(posixpath.dirname(note), x))
                           for x in links]
                counts['links'] += len(links)
                counts['items that name no note'] += not links
            for to in targets:
                if not to.startswith('planned:') and not os.path.exists(os.path.join(root, to)):
                    counts['links to nothing'] += 1
                elif to.lower() in seen:
                    counts['named twice'] += 1
                else:
                    seen.add(to.lower())
                    edges[note, to.lower()] = line
    return edges, counts


def main():
    root, kb = sys.argv[1:3]
    want, counts = wanted(root)
    with open(kb, encoding='utf-8') as f:
        have = {(e['from'], e['to'].lower()): e['line']
                for e in json.load(f)['edges'] if e['kind'] == 'prerequisite'}
    failed = 0
    for key in sorted(set(want) | set(have)):
        if want.get(key) != have.get(key):
            failed += 1
            print('FAIL: %s -> %s: in line %s of the note, %s of kb.json' %
                  (*key, want.get(key), have.get(key)))
    planned = sum(to.startswith('planned:') for _, to in have)
    print('%d prerequisite edges in kb.json, %d of them to planned notes; %d in the notes (%s)' %
          (len(have), planned, len(want),
           ', '.join('%s: %d' % x for x in sorted(counts.items()))))
    return 1 if failed else 0


sys.exit(main())
