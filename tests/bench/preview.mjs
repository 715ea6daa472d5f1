// How long a writer waits for kbsite serve: from the start to the first page, and from saving a note
// to its new text in Chromium.
//
//   node preview.mjs PROJECT [EDITS]     KBSITE and CHROMIUM name the programs
//
// PROJECT is a folder that bench_generate wrote; its notes are changed. Each edit is of another
// note, whose page is open: a sentence in its text, a line more, its title, or one of its headings.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createRequire } from "node:module";
import { put, start } from "../browser/preview.mjs";

const { chromium } = createRequire(new URL("../browser/", import.meta.url))("playwright-core");
const [folder, count = "200"] = process.argv.slice(2);
const EDITS = Number(count);
const PAUSE = 400; // milliseconds between edits: nobody saves faster

const random = (seed) => () => {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return seed / 0x7fffffff;
};
const next = random(1);
const mark = (n) => `mark${Date.now().toString(36)}x${n}`;

const KINDS = {
  text: (source, word) => source.replace(/\n\n([A-Z][^\n]+)\n/, `\n\n$1 ${word}\n`),
  line: (source, word) => source.replace(/\n\n([A-Z][^\n]+)\n/, `\n\n${word} is new.\n\n$1\n`),
  title: (source, word) => source.replace(/^title: .*$/m, `title: A ${word}`),
  heading: (source, word) => source.replace(/\n## .*\n/, `\n## A ${word}\n`),
};

// Resolves with the time at which the page has the word and has been painted since.
const shown = (page, word) =>
  page.evaluate(
    (wanted) =>
      new Promise((done) => {
        const look = () => document.body.textContent.includes(wanted);
        const tell = () => requestAnimationFrame(() => done(performance.timeOrigin + performance.now()));
        if (look()) return tell();
        const observer = new MutationObserver(() => {
          if (!look()) return;
          observer.disconnect();
          tell();
        });
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
        setTimeout(() => done(Infinity), 5000);
      }),
    word,
  );

const quantile = (values, q) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
};
const line = (name, values) =>
  console.log(`| ${name} | ${values.length} | ${Math.round(quantile(values, 0.5))} | ${Math.round(quantile(values, 0.95))} | ${Math.round(Math.max(...values))} |`);

const begin = performance.now();
const server = await start(folder);
const answer = await fetch(server.address);
await answer.text();
const first = performance.now() - begin;
console.log(`first page ${(first / 1000).toFixed(2)} s after the start`);

const notes = readdirSync(join(folder, "notes"), { recursive: true }).filter((name) => name.endsWith(".md"));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
const page = await browser.newPage();
const times = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, []]));
await new Promise((done) => setTimeout(done, 2500));
for (let i = 0; i < EDITS; i++) {
  const name = notes[Math.floor(next() * notes.length)];
  const kind = Object.keys(KINDS)[i % 4];
  const path = join(folder, "notes", name);
  const source = readFileSync(path, "utf8");
  const word = mark(i);
  const changed = KINDS[kind](source, word);
  if (changed === source) continue;
  await page.goto(server.address + name.replace(/\.md$/, "/"));
  await page.waitForTimeout(PAUSE);
  const seen = shown(page, word);
  await page.waitForTimeout(20);
  const saved = performance.timeOrigin + performance.now();
  put(path, changed);
  times[kind].push((await seen) - saved);
}
await browser.close();
await server.stop();
console.log("\n| edit | n | median ms | p95 ms | most ms |\n|---|--:|--:|--:|--:|");
for (const [kind, values] of Object.entries(times)) line(kind, values);
line("all", Object.values(times).flat());
