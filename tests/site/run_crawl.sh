#!/bin/sh
# The published site, crawled as GitHub Pages serves it: the example at three addresses has nothing
# to complain about, written or only made; then one defect after another (tests/site/crawl.py).
set -u
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
failed=0
cp -R "$KBSITE_SOURCE/content-example" "$tmp/wiki"
for url in https://example.org/ https://example.org/repo/ https://example.org/a/b/; do
    "$KBSITE" build "$tmp/wiki" -q --base-url "$url" -d "$tmp/site" >/dev/null 2>&1
    "$KBSITE_TOOLS/crawl_site" "$tmp/site" "$url" || failed=1
    "$KBSITE_TOOLS/crawl_site" --project "$tmp/wiki" "$url" || failed=1
done
python3 -B "$here/crawl.py" "$KBSITE_TOOLS/crawl_site" "$tmp/site" https://example.org/a/b/ || failed=1
exit $failed
