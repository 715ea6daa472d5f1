// Browser tests of the example site. Usage: node run.mjs [CHECK…]
//
// Builds a copy of content-example with $KBSITE, serves it below /repo/ on this machine, and lets
// Chromium ($CHROMIUM) look at it, in the theme $KBSITE_BROWSER_THEME if that is set. Each check
// reports what it finds; the status is 1 if one did.
import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { check_accessibility, check_pages } from "./look.mjs";
import { serve } from "./server.mjs";
import * as study from "./study.mjs";
import * as text from "./text.mjs";
import * as use from "./use.mjs";

const PREFIX = "/repo/";
const SHOWN = 12; // findings of one check that are shown in full
const AT_ONCE = 2; // checks

const CHECKS = {
  pages: check_pages,
  accessibility: check_accessibility,
  keyboard: use.check_keyboard,
  theme: use.check_theme_button,
  scripts: use.check_without_scripts,
  fragment: use.check_fragment,
  motion: use.check_motion,
  redirects: use.check_redirects,
  words: use.check_words,
  boxes: study.check_boxes,
  questions: study.check_questions,
  choices: study.check_choices,
  progress: study.check_progress_file,
  storage: study.check_storage,
  levels: study.check_levels,
  tabs: text.check_tabs,
  previews: text.check_previews,
  schemes: text.check_schemes,
};

// Files below a folder, as paths relative to it, sorted.
function files(folder, extension) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(extension))
    .sort();
}

// A page of each kind; the kind is the class of its body.
function one_of_each_kind(root, pages) {
  const first = new Map();
  for (const path of pages) {
    const html = readFileSync(join(root, path.replace(/(^|\/)$/, "$1index.html")), "utf8");
    const kind = html.match(/<body class="([^"]*)"/)?.[1];
    if (!kind) throw new Error(`${path}: the body has no class`);
    if (!first.has(kind)) first.set(kind, path);
  }
  return first.values();
}

// Where the pages are and what the checks want of them. Paths are relative to the site's address.
function describe(project, origin) {
  const root = join(project, "site");
  const all = files(root, ".html").map((name) => name.replace(/(^|\/)index\.html$/, "$1"));
  const is_redirect = (path) =>
    /http-equiv="refresh"/.test(readFileSync(join(root, path.replace(/(^|\/)$/, "$1index.html")), "utf8"));
  const pages = all.filter((path) => !is_redirect(path));
  const sources = new Map(
    files(join(project, "notes"), ".md")
      .filter((name) => !/(^|\/)(index|README)\.md$/.test(name))
      .map((name) => [name.replace(/\.md$/, "/"), join(project, "notes", name)]),
  );
  const notes = [...sources.keys()];
  // In the example, each folder holds the notes of one type.
  const folder = (path) => path.slice(0, path.indexOf("/"));
  const one_of_each = notes.filter((path, i) => i === 0 || folder(path) !== folder(notes[i - 1]));
  const samples = [...new Set(["", ...one_of_each_kind(root, pages), ...one_of_each])];
  for (const path of ["", "tags/", "planned/", "recent/", "404.html", ...notes]) {
    if (!pages.includes(path)) throw new Error(`the site has no page ${path}`);
  }
  const address = (path) => origin + PREFIX + path;
  return {
    origin,
    pages,
    redirects: all.filter(is_redirect),
    notes,
    samples,
    long_note: notes.find((path) => path.startsWith("patterns/")),
    address,
    source_of: (path) => sources.get(path),
    file: (url) => join(root, decodeURIComponent(new URL(url).pathname.slice(PREFIX.length))),
  };
}

function build(project, origin) {
  cpSync(join(process.env.KBSITE_SOURCE, "content-example"), project, {
    recursive: true,
    filter: (name) => !/[/\\](site|\.kbsite)$/.test(name),
  });
  const theme = process.env.KBSITE_BROWSER_THEME;
  const lines = [`site_url: ${origin}${PREFIX}`, ...(theme ? [`theme: ${theme}`] : [])];
  appendFileSync(join(project, "kbsite.yml"), `\n${lines.join("\n")}\n`);
  execFileSync(process.env.KBSITE, ["build", "-q"], { cwd: project, stdio: ["ignore", 1, "ignore"] });
}

function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

// How many findings the check had.
async function run(name, browser, site) {
  const start = Date.now();
  const findings = [];
  const lines = [];
  const say = (text) => lines.push(`${name}: ${text}`);
  const fail = (where, what) => findings.push(`${where || "(home)"}: ${what}`);
  try {
    await CHECKS[name]({ browser, site, fail, say });
  } catch (error) {
    findings.push(error.stack);
  }
  say(`${findings.length} findings, ${((Date.now() - start) / 1000).toFixed(1)} s`);
  for (const finding of findings.slice(0, SHOWN)) lines.push(`  ${finding}`);
  if (findings.length > SHOWN) lines.push(`  and ${findings.length - SHOWN} more`);
  console.log(lines.join("\n"));
  return findings.length;
}

async function run_all(names, browser, site) {
  const left = [...names];
  const worker = async () => {
    let found = 0;
    while (left.length) found += await run(left.shift(), browser, site);
    return found;
  };
  const sums = await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return sums.reduce((a, b) => a + b);
}

const temporary = mkdtempSync(join(tmpdir(), "kbsite-browser-"));
let browser, server;
try {
  const project = join(temporary, "project");
  server = await serve(join(project, "site"), PREFIX);
  build(project, server.origin);
  const site = describe(project, server.origin);
  console.log(`${site.pages.length} pages; a sample: ${site.samples.join(" ")}`);
  browser = await launch();
  const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(CHECKS);
  process.exitCode = (await run_all(names, browser, site)) ? 1 : 0;
} finally {
  await browser?.close();
  server?.close();
  rmSync(temporary, { recursive: true, force: true });
}
