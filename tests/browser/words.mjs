// The words that a reader of a note must find on its page: a rough reading of its Markdown, which
// drops markup and keeps everything else, fences included.

const WORD = /[\p{L}\p{N}]+/gu;

// Straight and curly quotes are the same to a word, since they never belong to one.
export function words(text) {
  return text.normalize("NFC").toLowerCase().match(WORD) ?? [];
}

function count(list) {
  const counts = new Map();
  for (const word of list) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

// The words that occur in source more often than in page, with both counts.
export function lost(source, page) {
  const there = count(page);
  return [...count(source)]
    .filter(([word, n]) => n > (there.get(word) ?? 0))
    .map(([word, n]) => `${word} (${n}, on the page ${there.get(word) ?? 0})`);
}

// A line outside fences without its markup.
function plain(line) {
  return line
    .replace(/<!--.*?-->/g, " ")
    .replace(/^(\s*)(!!!|\?\?\?\+?)\s*[\w-]+/, "$1")
    .replace(/^([\s>]*>\s*)\[!\w+\]/, "$1")
    .replace(/^(\s*\/{3,}\s*)[\w-]+\s*\|?/, "$1")
    .replace(/^\s*;?-+8<-.*$/, " ")
    .replace(/^([\s>]*)(?:[-*+]|\d+[.)])\s+(?:\[[ x]\]\s)?/i, "$1")
    .replace(/^(\s*)\[\^[^\]]+\]:/, "$1")
    .replace(/^\s*\[[^\]]+\]:\s+\S.*$/, " ")
    .replace(/\{[:#.][^}]*\}/g, " ")
    .replace(/:(material|fontawesome|octicons|simple)-[\w-]+:/g, " ")
    .replace(/\[\^[^\]]+\]/g, " ")
    .replace(/\[\[[^\]|]*\|([^\]]*)\]\]/g, "$1")
    .replace(/\]\((?:<[^>]*>|[^()\s]|\([^)]*\))*(?:\s+("[^"]*"))?\)/g, "] $1")
    .replace(/<\/?[a-z][\w-]*(\s[^>]*)?>/gi, " ")
    .replace(/\*\*/g, "")
    .replace(/&(?:#\d+|\w+);/g, " ");
}

// Text in backticks is kept as it is.
function without_markup(line) {
  return line
    .split(/(`+[^`]+`+)/)
    .map((part, i) => (i % 2 ? part : plain(part)))
    .join("");
}

export function words_of_note(markdown) {
  const lines = markdown.replace(/^---\n[^]*?\n---\n/, "").split("\n");
  const kept = [];
  let fence = "";
  let drawn = false; // diagrams and formulas are no words any more
  for (const line of lines) {
    const mark = line.match(/^\s*(`{3,}|~{3,})(.*)$/);
    if (fence) {
      if (mark && mark[1].startsWith(fence) && !mark[2].trim()) fence = "";
      else if (!drawn) kept.push(line);
    } else if (mark) {
      fence = mark[1];
      drawn = /^\s*(mermaid|math)\b/.test(mark[2]);
      kept.push(mark[2].match(/title="([^"]*)"/)?.[1] ?? "");
    } else {
      kept.push(line);
    }
    if (!fence && !mark) kept.push(without_markup(kept.pop()));
  }
  return words(kept.join("\n"));
}
