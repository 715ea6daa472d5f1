// Pages of kbsite serve that follow their files: what the reader has done to a page stays, and what
// it shows is what a page that is loaded anew would show.
import { chromium } from "playwright-core";
import { renameSync } from "node:fs";
import { with_project } from "./preview.mjs";

const WAIT = 10_000;
const ROUNDS = 60;
const PAGES = 8;

const note = (title, ...parts) => `---\ntitle: ${title}\n---\n\n${parts.join("\n\n")}\n`;
const CODE = "```c\nint answer = 42;\n```";
const TABS = '=== "One"\n\n    First panel.\n\n=== "Two"\n\n    Second panel.';
const FOLD = '??? note "Folded"\n\n    Hidden words.';
const TASKS = "- [ ] one\n- [ ] two";
const MATH = "Energy is $E = mc^2$ here.";
const FOOTNOTE = "A claim.[^1]\n\n[^1]: Its source.";
const LONG = Array.from({ length: 60 }, (_, i) => `Paragraph number ${i} fills the page.`).join("\n\n");

const failures = [];
const fail = (text) => failures.push(text);

const FILES = {
  "kbsite.yml": "title: Previewed\ncontent_dir: notes\n",
  "notes/index.md": note("Home", "Welcome to [the first](first.md)."),
  "notes/first.md": note("First", "## Begin", LONG, "## Things", CODE, TABS, FOLD, TASKS, MATH, "The end."),
  "notes/second.md": note("Second", "Text of the second."),
};

// Counts what happens to a page and remembers which elements are the same ones.
const watch = (page) =>
  page.evaluate(() => {
    window.changes = 0;
    document.addEventListener("kbsite:changed", () => window.changes++);
    for (const e of document.querySelectorAll("body *")) e.kept = true;
  });

const open = async (context, project, path) => {
  const page = await context.newPage();
  page.on("pageerror", (error) => fail(`${path}: ${error.message}`));
  await page.goto(project.server.address + path);
  await page.waitForFunction(() => document.readyState === "complete");
  await page.waitForTimeout(300); // the stream of changes is there
  await watch(page);
  return page;
};

const shows = async (page, text, what = text) => {
  try {
    await page.waitForFunction((t) => document.body.innerText.includes(t), text, { timeout: WAIT });
    return true;
  } catch {
    fail(`${what}: not shown after a change`);
    return false;
  }
};

const expect = (right, text) => right || fail(text);

/* ---- what stays ---- */

async function check_reader(context, project) {
  const page = await open(context, project, "first/");
  await page.locator("summary", { hasText: "Folded" }).click();
  await page.getByRole("tab", { name: "Two" }).click();
  await page.locator("[data-kb-theme]").click();
  await page.locator("input[type=checkbox]").first().check();
  await page.locator(".kb-copy").first().focus();
  const theme = await page.evaluate(() => document.documentElement.dataset.theme);
  await page.evaluate(() => scrollTo(0, 1200));
  const before = await page.evaluate(() => scrollY);
  project.put("notes/first.md", FILES["notes/first.md"].replace("The end.", "A new end."));
  if (!(await shows(page, "A new end."))) return;
  const after = await page.evaluate(() => ({
    scroll: scrollY,
    theme: document.documentElement.dataset.theme,
    open: [...document.querySelectorAll("details")].some((d) => d.open && d.textContent.includes("Hidden words")),
    tab: document.querySelector("[role=tab][aria-selected=true]").textContent,
    checked: document.querySelector("input[type=checkbox]").checked,
    focused: document.activeElement.matches(".kb-copy"),
    copies: document.querySelectorAll(".kb-copy").length,
    fresh: [...document.querySelectorAll(".kb-text *")].filter((e) => !e.kept).length,
  }));
  expect(after.scroll === before, `the page scrolled from ${before} to ${after.scroll}`);
  expect(after.theme === theme, "the chosen colours are gone");
  expect(after.open, "what was opened is closed");
  expect(after.tab === "Two", "another tab is shown");
  expect(after.checked, "a ticked box is empty");
  expect(after.focused, "the focus is gone");
  expect(after.copies === 1, `${after.copies} buttons to copy`);
  expect(after.fresh === 0, `${after.fresh} elements are others after a change of words`);
  await page.close();
}

async function check_titles(context, project) {
  const page = await open(context, project, "first/");
  await page.evaluate(() => {
    window.removed = [];
    const watch_head = (records) => {
      for (const { removedNodes } of records) window.removed.push(...[...removedNodes].map((node) => node.nodeName));
    };
    new MutationObserver(watch_head).observe(document.head, { childList: true });
  });
  const text = FILES["notes/first.md"].replace("title: First", "title: Renamed").replace("## Things", "## Other things");
  project.put("notes/first.md", text);
  await shows(page, "Renamed");
  await page.waitForFunction(() => document.title.startsWith("Renamed"), null, { timeout: WAIT }).catch(() => fail("the title of the window"));
  await page.waitForFunction(() => document.querySelector(".kb-toc").innerText.includes("Other things"), null, { timeout: WAIT }).catch(() => fail("the table of contents"));
  await page.waitForFunction(() => document.querySelector(".kb-navigation").textContent.includes("Renamed"), null, { timeout: WAIT }).catch(() => fail("the navigation"));
  const removed = await page.evaluate(() => window.removed);
  expect(!removed.includes("LINK"), "with the title styles are loaded again");
  await page.close();
}

async function check_code(context, project) {
  const page = await open(context, project, "first/");
  await page.waitForSelector("code .hljs-type");
  project.put("notes/first.md", FILES["notes/first.md"].replace("answer = 42", "changed_answer = 43"));
  await shows(page, "changed_answer");
  await page.waitForSelector("code .hljs-type", { timeout: WAIT }).catch(() => fail("changed code has no colours"));
  expect((await page.locator(".kb-copy").count()) === 1, "changed code has not just one button");
  const fresh = await page.evaluate(() => [...document.querySelectorAll(".kb-text *")].filter((e) => !e.kept && !e.closest(".code")).length);
  expect(fresh === 0, `${fresh} elements are others around code that changes`);
  await page.close();
}

async function check_others(context, project) {
  const page = await open(context, project, "second/");
  project.put("notes/first.md", FILES["notes/first.md"].replace("The end.", "Yet another end."));
  const first = await open(context, project, "first/");
  await shows(first, "Yet another end.");
  await page.waitForTimeout(500);
  expect((await page.evaluate(() => window.changes)) === 0, "a page changed with the text of another note");
  await first.close();
  await page.close();
}

async function check_styles(context, project) {
  const page = await open(context, project, "first/");
  project.put("theme/assets/extra.css", "body { --extra: 1 }\n");
  project.put("theme/assets/kbsite.css", "body { background: rgb(1, 2, 3) }\n");
  await page
    .waitForFunction(() => getComputedStyle(document.body).backgroundColor === "rgb(1, 2, 3)", null, { timeout: WAIT })
    .catch(() => fail("new styles are not used"));
  expect(await page.evaluate(() => document.querySelector("h1").kept === true), "the page was loaded anew for its styles");
  project.put("theme/assets/kbsite.css", "body { background: rgb(4, 5, 6) }\n");
  await page
    .waitForFunction(() => getComputedStyle(document.body).backgroundColor === "rgb(4, 5, 6)", null, { timeout: WAIT })
    .catch(() => fail("changed styles are not used"));
  await page.close();
}

const picture = (height) => `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="${height}"></svg>\n`;

async function check_images(context, project) {
  project.put("notes/picture.svg", picture(10));
  project.put("notes/second.md", note("Second", "![A picture](picture.svg#part)"));
  const page = await open(context, project, "second/");
  const has_height = (height) =>
    page
      .waitForFunction((n) => document.querySelector(".kb-text img")?.naturalHeight === n, height, { timeout: WAIT })
      .catch(() => fail(`a picture is not ${height} high`));
  await has_height(10);
  project.put("notes/picture.svg", picture(20));
  await has_height(20);
  expect((await page.locator(".kb-text img").getAttribute("src")).endsWith("#part"), "a picture has lost its fragment");
  project.put("notes/second.md", note("Second", "![A picture](picture.svg#part)", "Beside it."));
  await shows(page, "Beside it.");
  await has_height(20);
  await page.close();
}

async function check_rename(context, project) {
  const page = await open(context, project, "second/");
  renameSync(project.path("notes/second.md"), project.path("notes/moved.md"));
  await page.waitForURL("**/moved/", { timeout: WAIT }).catch(() => fail("the page does not follow its note"));
  renameSync(project.path("notes/moved.md"), project.path("notes/second.md"));
  await page.waitForURL("**/second/", { timeout: WAIT }).catch(() => fail("the page does not follow its note back"));
  await page.close();
}

const complaints = (page) =>
  page.evaluate(() => document.querySelector("kbsite-complaints")?.shadowRoot.textContent ?? "");

const says = (page, text, what) =>
  page
    .waitForFunction(
      (t) => (document.querySelector("kbsite-complaints")?.shadowRoot.textContent ?? "").includes(t),
      text,
      { timeout: WAIT },
    )
    .catch(async () => fail(`${what}: the page says "${await complaints(page)}"`));

const says_nothing = (page, what) =>
  page
    .waitForFunction(() => !document.querySelector("kbsite-complaints"), null, { timeout: WAIT })
    .catch(() => fail(`${what}: the page goes on complaining`));

async function check_complaints(context, project) {
  const page = await open(context, project, "first/");
  project.put("notes/first.md", FILES["notes/first.md"].replace("The end.", "See [it](secnd.md)."));
  await says(page, "did you mean", "a broken link");
  await says(page, "notes/first.md:", "a broken link");
  project.put("notes/first.md", FILES["notes/first.md"]);
  await says_nothing(page, "a mended link");
  project.put("kbsite.yml", "title: [Previewed\n");
  await says(page, "kbsite.yml:", "a broken configuration");
  expect((await page.locator("h1").innerText()) === "First", "the last good page is gone");
  project.put("kbsite.yml", FILES["kbsite.yml"]);
  await says_nothing(page, "a mended configuration");
  project.put("theme/partials/toc.mustache", "{{#open}}");
  await says(page, "toc.mustache:1", "a broken template");
  project.put("theme/partials/toc.mustache", "<p>No contents</p>\n");
  await says_nothing(page, "a mended template");
  await page.close();
}

async function check_escapes(context, project) {
  project.put("notes/café & co.md", note("Café", "See [it](secnd.md)."));
  const page = await open(context, project, "second/");
  await page.waitForFunction(() => document.querySelector(".kb-navigation").textContent.includes("Café"), null, { timeout: WAIT });
  await page.locator(".kb-navigation a", { hasText: "Café" }).evaluate((a) => a.click());
  await says(page, "did you mean", "a page whose address has escapes");
  await page.close();
}

// Layouts of others may leave the tag of the head out.
async function check_no_head(context, project) {
  project.put("theme/layouts/bare.mustache", "<!doctype html>\n<title>{{page.title}}</title>\n<main>{{#note}}{{{lead}}}{{/note}}</main>\n");
  project.put("notes/bare.md", "---\ntitle: Bare\nlayout: bare\n---\n\nFirst words.\n");
  const page = await open(context, project, "bare/");
  project.put("notes/bare.md", "---\ntitle: Bare\nlayout: bare\n---\n\nLast words.\n");
  await shows(page, "Last words.");
  expect(await page.evaluate(() => document.querySelector("main").kept === true), "a page without <head> was loaded anew");
  await page.close();
}

const set_seen = (page, is_seen) =>
  page.evaluate((value) => {
    window.is_seen = value;
    document.dispatchEvent(new Event("visibilitychange"));
  }, is_seen);

// More pages than a browser has connections to a server. Without a screen all are seen: it is
// said in its place.
async function check_many_pages(context, project) {
  await context.addInitScript(() => {
    window.is_seen = true;
    Object.defineProperty(document, "visibilityState", { get: () => (window.is_seen ? "visible" : "hidden") });
  });
  const pages = [];
  for (let i = 0; i < PAGES; i++) {
    pages.push(await open(context, project, i ? "first/" : "second/"));
    await set_seen(pages[i], false);
  }
  project.put("notes/second.md", note("Second", "Seen at last."));
  await pages[0].waitForTimeout(500);
  expect((await pages[0].evaluate(() => window.changes)) === 0, "a page that nobody sees asks for changes");
  await set_seen(pages[0], true);
  await shows(pages[0], "Seen at last.");
  for (const page of pages) await page.close();
}

/* ---- the same as anew ---- */

// What a page shows, without what counts up while it is open.
const content_of = (page) =>
  page.evaluate(() => {
    const body = document.body.cloneNode(true);
    for (const e of body.querySelectorAll(".kb-preview, .kb-spoken")) e.remove();
    for (const e of body.querySelectorAll("*")) {
      for (const name of ["tabindex", "aria-current", "aria-controls", "aria-labelledby", "style"]) e.removeAttribute(name);
      if (/^kb:tab-/.test(e.id)) e.removeAttribute("id");
      if (e.matches("[role=tab], [role=tabpanel]")) for (const name of ["aria-selected", "hidden"]) e.removeAttribute(name);
      if (e.localName === "details") e.removeAttribute("open");
    }
    return body.innerHTML;
  });

// Small and the same everywhere: which edits are made must not depend on the machine.
const random = (seed) => () => {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return seed / 0x7fffffff;
};

const PIECES = [
  "A paragraph of words.",
  "Another one with `code` and *stress*.",
  "## A heading",
  "### A smaller heading",
  "- a list\n- of items\n  - inside",
  "1. one\n2. two",
  CODE,
  '```py title="file.py" linenums="1"\nprint(1)\nprint(2)\n```',
  TABS,
  '=== "Alone"\n\n    Only this.',
  FOLD,
  "> [!warning] Careful\n> With this.",
  TASKS,
  MATH,
  "$$\na + b\n$$",
  FOOTNOTE.replaceAll("[^1]", "[^n]"),
  "| a | b |\n|---|---|\n| 1 | 2 |",
  "<div class=\"own\">raw <b>HTML</b></div>",
  "See [the second](second.md) and [[First]].",
  "Q1) Which?\nA) this\nB) that\nCorrect: A",
  "Term\n:   Its definition.",
];

async function check_equality(context, project) {
  const next = random(7);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const parts = ["Start."];
  project.put("notes/random.md", note("Random", ...parts));
  const other = await open(context, project, "first/");
  await other.waitForTimeout(500);
  await other.close();
  const page = await open(context, project, "random/");
  for (let round = 0; round < ROUNDS; round++) {
    const at = Math.floor(next() * (parts.length + 1));
    const action = next();
    const what = `${round}: ${pick(PIECES)}`;
    if (action < 0.6 || parts.length < 3) parts.splice(at, 0, what.slice(what.indexOf(": ") + 2));
    else if (action < 0.8) parts.splice(Math.min(at, parts.length - 1), 1);
    else parts[Math.min(at, parts.length - 1)] = `Changed in round ${round}.`;
    const mark = `Mark ${round} of the random note.`;
    project.put("notes/random.md", note(next() < 0.2 ? `Random ${round}` : "Random", ...parts, mark));
    if (!(await shows(page, mark, `round ${round}`))) break;
    await page.waitForTimeout(400); // the whole state has come, too
    const fresh = await open(context, project, "random/");
    const settled = async () => (await content_of(page)) === (await content_of(fresh));
    let same = false;
    for (let i = 0; i < 20 && !same; i++) {
      same = await settled();
      if (!same) await page.waitForTimeout(100);
    }
    if (!same) {
      const [a, b] = [await content_of(page), await content_of(fresh)];
      let k = 0;
      while (a[k] === b[k]) k++;
      fail(`round ${round} (${what}):\n  changed: …${a.slice(Math.max(0, k - 120), k + 200)}\n  anew:    …${b.slice(Math.max(0, k - 120), k + 200)}`);
      await fresh.close();
      break;
    }
    await fresh.close();
  }
  expect(await page.evaluate(() => document.querySelector("h1").kept), "the page was loaded anew");
  await page.close();
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
const checks = { check_reader, check_titles, check_code, check_others, check_styles, check_images, check_rename, check_complaints, check_escapes, check_no_head, check_many_pages, check_equality };
const wanted = process.argv.slice(2);
for (const [name, check] of Object.entries(checks)) {
  if (wanted.length && !wanted.includes(name)) continue;
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const before = failures.length;
  try {
    await with_project(FILES, [], (project) => check(context, project));
  } catch (error) {
    fail(`${name}: ${error.stack}`);
  }
  await context.close();
  console.log(`${failures.length === before ? "ok" : "not ok"} ${name}`);
}
await browser.close();
for (const failure of failures) console.log(`FAIL: ${failure}`);
process.exit(failures.length ? 1 : 0);
