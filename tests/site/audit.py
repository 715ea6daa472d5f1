#!/usr/bin/env python3
"""Audits a built site with a tool that knows nothing of kbsite, and finds a reason for each finding:

    audit.py CORPUS CONTENT SITE SUMMARY TOOL CMARK LISTED

SUMMARY is what the build printed with --format json; CMARK is a folder with libcmark's HTML of each
note (list_cmark). Ends with 1 when something has no reason.

- There is one page for each note that is no draft.
- A link or picture that leads nowhere stands in the source like that.
- Markdown in the text of a page is there in libcmark's HTML of the note, too (text in raw HTML,
  lines that go on with a paragraph), or it is a construct in LATER, or stands in LISTED (corpus,
  page, kind, number, reason, parted by tabs)."""
import collections
import contextlib
import html
import importlib.util
import io
import json
import os
import re
import sys

# What the text still shows as it was written, until kbsite reads it.
LATER = {
    'tab': 'content tabs, === "Tab"',
    'icon': 'icons, :material-x:',
    'attr': 'attribute lists other than on headings',
    'footnote': 'footnotes',
    'wikilink': 'wikilinks and embeds',
    'callout': 'callouts and alerts, > [!note]',
}
EMPTY = ('absolute', 'broken_fragments', 'dup_ids', 'tag_errors', 'no_lang', 'not_one_h1')


def read(path):
    with open(path, encoding='utf-8', errors='replace') as f:
        return f.read()


def load(tool):
    """The tool as a module; as a program it would look at a site at once."""
    spec = importlib.util.spec_from_file_location('site_audit', tool)
    module = importlib.util.module_from_spec(spec)
    arguments, sys.argv = sys.argv, [tool, os.devnull]
    with contextlib.redirect_stdout(io.StringIO()):
        spec.loader.exec_module(module)
    sys.argv = arguments
    return module


def result(tool, site):
    arguments, sys.argv = sys.argv, ['', site, '--json']
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        tool.main()
    sys.argv = arguments
    return json.loads(out.getvalue())


def is_draft(text):
    front = re.match(r'---\s*\n(.*?)\n---\s*\n', text, re.S)
    return bool(front and re.search(r'^draft:\s*true\s*$', front[1], re.M))


class Audit:
    def __init__(self, corpus, content, site, tool, cmark, listed):
        self.corpus, self.content, self.site, self.cmark = corpus, content, site, cmark
        self.tool, self.failures, self.counts = tool, [], collections.Counter()
        self.listed = {}
        for row in read(listed).split('\n'):
            fields = row.split('\t')
            if fields[0] == corpus:
                self.listed[fields[1], fields[2]] = int(fields[3])
        kb = json.loads(read(os.path.join(site, 'kb.json')))
        self.notes = {n['url'] + 'index.html' if n['url'].endswith('/') or not n['url']
                      else n['url']: n['path'] for n in kb['notes']}

    def fail(self, text):
        self.failures.append(text)

    def source(self, page):
        note = self.notes.get(page)
        return read(os.path.join(self.content, note)) if note else ''

    def check_notes(self, summary):
        wanted = []
        for folder, below, names in os.walk(self.content):
            below[:] = [x for x in below if not x.startswith('.')]
            wanted += [os.path.relpath(os.path.join(folder, x), self.content) for x in names
                       if x.endswith('.md') and not x.startswith('.')]
        published = sorted(x for x in wanted if not is_draft(read(os.path.join(self.content, x))))
        self.counts['files *.md'] = len(wanted)
        self.counts['drafts'] = len(wanted) - len(published)
        self.counts['notes'] = len(published)
        if sorted(self.notes.values()) != published or summary['notes'] != len(published):
            self.fail('%d notes to publish, kb.json has %d, the build says %d' %
                      (len(published), len(self.notes), summary['notes']))
        for page, note in self.notes.items():
            if not os.path.isfile(os.path.join(self.site, page)):
                self.fail('%s: no page %s' % (note, page))

    def check_broken(self, found):
        for item in found['broken']:
            place, href = item.split(' ', 1)
            page = place.rpartition(':')[0]
            if ('"%s"' % href) in html.unescape(self.source(page)):
                self.counts['links of raw HTML, broken in the source'] += 1
            else:
                self.fail('%s: the link %s is broken' % (page, href))
        for item in found['missing_assets']:
            page, href = item.split('.html ', 1)
            if re.sub(r'^(\.\./|\./)+', '', href) in self.source(page + '.html'):
                self.counts['pictures that the source lacks'] += 1
            else:
                self.fail('%s.html: no picture %s' % (page, href))

    def leaks(self, path):
        page = self.tool.Page()
        page.feed(read(path))
        page.close()
        text = ''.join(page.text)
        return [(kind, m.group(0).strip()) for kind, rx in self.tool.LEAKS
                for m in rx.finditer(text)]

    def check_leaks(self, found):
        total = 0
        for page in sorted(x for x in self.pages()):
            leaks = self.leaks(os.path.join(self.site, page))
            total += len(leaks)
            rest = [x for x in leaks if x[0] not in LATER]
            for kind, _ in leaks:
                if kind in LATER:
                    self.counts['later: ' + LATER[kind]] += 1
            if rest:
                self.explain(page, rest)
        if total != sum(found['leaks'].values()):
            self.fail('%d leaks seen, the tool says %s' % (total, found['leaks']))

    def pages(self):
        for folder, _, names in os.walk(self.site):
            for name in names:
                if name.endswith('.html'):
                    yield os.path.relpath(os.path.join(folder, name), self.site)

    def explain(self, page, leaks):
        note = self.notes.get(page)
        literal = collections.Counter()
        if note:
            literal.update(self.leaks(os.path.join(self.cmark, note + '.html')))
        for leak in leaks:
            if literal[leak] > 0:
                literal[leak] -= 1
                self.counts['literal for libcmark, too: ' + leak[0]] += 1
            elif self.listed.get((page, leak[0]), 0) > 0:
                self.listed[page, leak[0]] -= 1
                self.counts['listed: ' + leak[0]] += 1
            else:
                self.fail('%s: %s in the text: %s' % (page, *leak))

    def run(self, summary):
        found = result(self.tool, self.site)
        self.counts['pages'] = found['pages']
        self.counts['links'] = found['links']
        if summary['pages'] != found['pages']:
            self.fail('the build says %d pages, there are %d' % (summary['pages'], found['pages']))
        self.check_notes(summary)
        for name in EMPTY:
            if found[name]:
                self.fail('%s: %s' % (name, found[name]))
        self.check_broken(found)
        self.check_leaks(found)
        for (page, kind), n in self.listed.items():
            if n:
                self.fail('listed, but not there any more: %s %s, %d times' % (page, kind, n))


def main():
    corpus, content, site, summary, tool, cmark, listed = sys.argv[1:8]
    audit = Audit(corpus, content, site, load(tool), cmark, listed)
    audit.run(json.loads(read(summary))['summary'])
    for text in audit.failures:
        print('FAIL: %s: %s' % (corpus, text))
    print('%s: %s' % (corpus, ', '.join('%s: %d' % x for x in audit.counts.items() if x[1])))
    return 1 if audit.failures else 0


sys.exit(main())
