#!/usr/bin/env python3
"""Compares what kbsite makes of each link with what others see:

    links.py CORPUS CONTENT CENSUS KBSITE CMARK DIFFERENCES

CENSUS is the table of links of a program that finds them by expressions of its own and says which
rules resolve each (S exact source path, L lenient source path, U relative to the page's address).
KBSITE is what list_links prints, CMARK what list_cmark prints.

Links are matched by note and target, as multisets, then in the order of lines; the lines must be
the same as well. Where the numbers differ, libcmark's must be kbsite's: then the census found what
is none in CommonMark (code, raw HTML) or missed what is one (links by reference). Such links, and
those of raw HTML, are resolved here once more. What is left must stand in DIFFERENCES (corpus, file, line, target, reason,
parted by tabs), where each line has to be needed. Ends with 1 when something is left."""
import collections
import html
import os
import posixpath
import re
import sys
import urllib.parse

ESCAPE = re.compile(r'\\([!-/:-@\[-`{-~])')
NOTE = ('.md', '.markdown', '.mdx')


def meant(target):
    return html.unescape(ESCAPE.sub(r'\1', target))


def is_inside(target):
    return target and not re.match(r'[a-zA-Z][a-zA-Z0-9+.-]*:|//|#', target)


class Content:
    """What is in the folder, and the three rules."""

    def __init__(self, root):
        self.files, self.folders = set(), set()
        for folder, below, names in os.walk(root):
            below[:] = [x for x in below if not x.startswith('.')]
            here = os.path.relpath(folder, root)
            here = '' if here == '.' else here
            self.files |= {posixpath.join(here, x) for x in names if not x.startswith('.')}
        for path in self.files:
            while path.endswith(NOTE) or path in self.folders:
                path = posixpath.dirname(path)
                if path in self.folders:
                    break
                self.folders.add(path)
        self.pages = {}
        for path in sorted(self.files):
            if path.endswith(NOTE):
                self.pages.setdefault(self.page(path), path)

    @staticmethod
    def page(path):
        folder, name = posixpath.split(path)
        stem = posixpath.splitext(name)[0]
        return folder if stem.lower() in ('index', 'readme') else posixpath.join(folder, stem)

    def source(self, path):
        for found in (path, path + '.md', path + '/index.md', path + '/README.md',
                      path + '/_index.md'):
            if found.lstrip('/') in self.files:
                return found.lstrip('/')
        return ''

    @staticmethod
    def join(folder, path):
        if path.startswith('/'):
            folder = ''
        path = posixpath.normpath(posixpath.join(folder, path.strip('/') or '.'))
        return '' if path == '.' else path

    def candidates(self, file, target):
        path = urllib.parse.unquote(target.partition('#')[0].partition('?')[0])
        return self.join(posixpath.dirname(file), path), self.join(self.page(file), path)

    def resolve(self, file, target):
        if target.startswith('?'):
            return file
        source, address = self.candidates(file, target)
        found = self.source(source) or self.pages.get(address, '')
        if not found and address in self.files and not address.endswith(NOTE):
            found = address
        return found

    def is_folder(self, file, target, path):
        return path in self.candidates(file, target) and path in self.folders


def table(path, skip=0):
    with open(path, encoding='utf-8') as f:
        return [row.rstrip('\n').split('\t') for row in f][skip:]


class Comparison:
    def __init__(self, corpus, content, listed):
        self.corpus, self.content = corpus, Content(content)
        self.listed = {tuple(r[1:4]) for r in table(listed) if r[0] == corpus}
        self.counts, self.left, self.used = collections.Counter(), [], set()

    def differs(self, file, line, target, text):
        key = (file, str(line), target)
        if key in self.listed:
            self.used.add(key)
            self.counts['listed differences'] += 1
        else:
            self.left.append('%s:%s: %s: %s' % (file, line, target, text))

    def resolution(self, file, line, target, found, path, wanted):
        if wanted:
            same = path == wanted
        elif found == 'folder':
            same = self.content.is_folder(file, target, path)
            self.counts['of these generated pages of folders'] += same
        else:
            same = found == 'missing'
        self.counts['missing'] += found == 'missing'
        if not same:
            self.differs(file, line, target, 'kbsite: %s %s; wanted: %s' % (found, path, wanted))

    def pair(self, file, target, theirs, ours):
        line, rules, wanted = theirs
        own, found, path = ours
        self.counts['as the census'] += 1
        self.counts['as the census, ' + rules] += 1
        if own != line:
            self.differs(file, own, target, 'the census says line %d' % line)
        if rules != '---' and not wanted:
            wanted = self.content.resolve(file, target)
        self.resolution(file, own, target, found, path, wanted)

    def by_cmark(self, file, target, theirs, ours, cmark):
        if len(ours) not in cmark:
            line = (theirs or ours)[0][0]
            self.differs(file, line, target, 'links of the census: %d, kbsite: %d, libcmark: %s' %
                         (len(theirs), len(ours), cmark))
            return
        if len(theirs) > len(ours):
            self.counts['no links by libcmark either'] += len(theirs) - len(ours)
        else:
            self.counts['links by libcmark that the census lacks'] += len(ours) - len(theirs)
        for line, found, path in ours:
            self.resolution(file, line, target, found, path, self.content.resolve(file, target))


def main():
    corpus, content, census, own, cmark, listed = sys.argv[1:7]
    c = Comparison(corpus, content, listed)
    theirs, ours = collections.defaultdict(list), collections.defaultdict(list)
    seen = collections.defaultdict(collections.Counter)
    for file, line, target, kind, rules, path in table(census, 1):
        if kind == 'wikilink':
            c.counts['wikilinks (left out)'] += 1
        else:
            theirs[file, meant(target)].append((int(line), rules, path))
    for file, line, kind, target, found, path in table(own):
        if kind == 'html' and is_inside(target):
            c.counts['in raw HTML'] += 1
            c.resolution(file, line, target, found, path, c.content.resolve(file, target))
        elif is_inside(target):
            ours[file, target].append((int(line), found, path))
    for which, file, target in table(cmark):
        seen[which][file, target] += 1
    for key in sorted(set(theirs) | set(ours)):
        a, b = sorted(theirs[key]), sorted(ours[key])
        if len(a) == len(b):
            for x, y in zip(a, b):
                c.pair(*key, x, y)
        else:
            c.by_cmark(*key, a, b, [seen[w][key] for w in ('source', 'containers')])
    for key in sorted(c.listed - c.used):
        c.left.append('not needed any more: ' + ' '.join(key))
    for text in c.left:
        print('FAIL: %s: %s' % (corpus, text))
    print('%s: %s' % (corpus, ', '.join('%s: %d' % x for x in sorted(c.counts.items()) if x[1])))
    return 1 if c.left else 0


sys.exit(main())
