// What a reader does with a page: with the keyboard, without scripts, with an address that leads
// into the middle of it.
import { readFileSync } from "node:fs";
import { lost, words, words_of_note } from "./words.mjs";

const TAB_LIMIT = 600;

async function open(browser, site, path, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(site.address(path));
  return page;
}

// Presses Tab until the focus leaves the page; calls visit(page) at each stop until it says true.
async function walk(page, visit) {
  for (let i = 0; i < TAB_LIMIT; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement === document.body)) return false;
    if (await visit(page)) return true;
  }
  return false;
}

const focus_is = (selector) => (page) =>
  page.evaluate((s) => document.activeElement.matches(s), selector);

async function check_skip_link(page, fail) {
  await page.keyboard.press("Tab");
  if (!(await page.evaluate(() => document.activeElement.matches("a[href='#kb:main']")))) {
    fail("the first stop of Tab is not the skip link");
    return;
  }
  const box = await page.evaluate(() => document.activeElement.getBoundingClientRect().toJSON());
  if (box.left < 0 || box.top < 0 || !box.width) fail("the skip link is not shown when focused");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const inside = await page.evaluate(
    () => document.getElementById("kb:main").contains(document.activeElement),
  );
  if (!inside) fail("after the skip link, Tab does not go into the content");
}

async function check_drawer(page, fail) {
  const button = "button[popovertarget='kb:navigation']";
  const open = () =>
    page.evaluate(() => document.getElementById("kb:navigation").matches(":popover-open"));
  if (!(await walk(page, focus_is(button)))) return fail("Tab does not reach the menu button");
  await page.keyboard.press("Enter");
  if (!(await open())) return fail("Enter does not open the navigation");
  await page.keyboard.press("Tab");
  if (!(await focus_is("#kb\\:navigation *")(page))) fail("Tab does not go into the navigation");
  await page.keyboard.press("Escape");
  if (await open()) fail("Escape does not close the navigation");
  if (!(await focus_is(button)(page))) fail("the focus does not return to the menu button");
}

// Each link of the table of contents is a stop, and every stop can be seen.
async function check_stops(page, fail) {
  const stops = new Set();
  const ended = await walk(page, async () => {
    const stop = await page.evaluate(() => {
      const e = document.activeElement;
      const { outlineStyle, boxShadow } = getComputedStyle(e);
      return {
        href: e.closest(".kb-toc") && e.getAttribute("href"),
        name: `${e.localName} "${e.textContent.trim().slice(0, 30)}"`,
        shown: e.checkVisibility({ checkVisibilityCSS: true }),
        marked: outlineStyle !== "none" || boxShadow !== "none",
      };
    });
    if (stop.href) stops.add(stop.href);
    if (!stop.shown) fail(`${stop.name} has the focus and is not shown`);
    if (!stop.marked) fail(`${stop.name} does not look focused`);
    return false;
  });
  if (ended) fail("Tab never leaves the page");
  const links = await page.$$eval(".kb-toc a", (all) => all.map((a) => a.getAttribute("href")));
  if (!links.length) fail("no table of contents");
  const missed = links.filter((l) => !stops.has(l));
  if (missed.length) fail(`Tab does not reach ${missed.join(" ")} of the table of contents`);
}

export async function check_keyboard({ browser, site, fail }) {
  const path = site.long_note;
  const narrow = { viewport: { width: 360, height: 740 } };
  const steps = [
    [check_skip_link, narrow],
    [check_drawer, narrow],
    [check_stops, { viewport: { width: 1280, height: 800 } }],
  ];
  for (const [step, options] of steps) {
    const page = await open(browser, site, path, options);
    await step(page, (what) => fail(path, what));
    await page.context().close();
  }
}

// Runs before any script of a page: notes the theme when the body appears and when all is read.
function note_theme() {
  const theme = () => document.documentElement?.dataset.theme ?? null;
  const seen = (globalThis.kb_test = {});
  new MutationObserver((_, observer) => {
    if (!document.body) return;
    seen.at_body = theme();
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
  addEventListener("DOMContentLoaded", () => (seen.at_end = theme()), { capture: true });
}

export async function check_theme_button({ browser, site, fail }) {
  const path = site.long_note;
  const context = await browser.newContext({ colorScheme: "light" });
  await context.addInitScript(note_theme);
  const page = await context.newPage();
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  await page.goto(site.address(path));
  const light = await paper();
  if (!(await walk(page, focus_is("[data-kb-theme]")))) {
    fail(path, "Tab does not reach the theme button");
    return;
  }
  await page.keyboard.press("Enter");
  if ((await theme()) !== "dark" || (await paper()) === light) fail(path, "the theme stays light");
  for (const next of [path, ""]) {
    await page.goto(site.address(next));
    const seen = await page.evaluate(() => globalThis.kb_test);
    if (seen.at_body !== "dark" || seen.at_end !== "dark") {
      fail(next, `dark was chosen; when the body begins it is ${seen.at_body}, then ${seen.at_end}`);
    }
  }
  await page.click("[data-kb-theme]");
  if ((await theme()) !== "light" || (await paper()) !== light) fail("", "the theme stays dark");
  await context.close();
}

// Runs in the page: text of the content that can neither be seen nor be unfolded.
function unseen_text() {
  const all = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const hidden = [];
  while (all.nextNode()) {
    const parent = all.currentNode.parentElement;
    const text = all.currentNode.data.trim();
    if (!text || parent.closest("script, style, template, button")) continue;
    if (parent.closest("details:not([open])")) continue;
    if (!parent.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true })) hidden.push(text);
  }
  return hidden;
}

export async function check_without_scripts({ browser, site, fail }) {
  const options = { javaScriptEnabled: false, viewport: { width: 1280, height: 800 } };
  for (const path of site.samples) {
    const page = await open(browser, site, path, options);
    for (const text of await page.evaluate(unseen_text)) fail(path, `without scripts, hidden: ${text}`);
    await page.context().close();
  }
  const page = await open(browser, site, "", options);
  const link = page.locator("nav#kb\\:navigation a:visible").first();
  if (!(await link.count())) fail("", "without scripts, no navigation at 1280 px");
  else {
    const went = page.waitForNavigation();
    await link.click();
    const response = await went;
    if (response.status() !== 200) fail("", `the first link of the navigation: ${response.status()}`);
  }
  await page.setViewportSize({ width: 360, height: 740 });
  await page.click("button[popovertarget='kb:navigation']");
  if (!(await link.isVisible())) fail("", "without scripts, the menu button opens nothing at 360 px");
  await page.context().close();
}

// Where a closed <details> holds something with an id: [path, id].
async function find_folded(page, site) {
  for (const path of site.notes) {
    await page.goto(site.address(path));
    const ids = await page.$$eval("main details:not([open]) [id]", (all) => all.map((e) => e.id));
    if (ids.length) return [path, ids.at(-1)];
  }
  return null;
}

export async function check_fragment({ browser, site, fail }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const found = await find_folded(page, site);
  if (!found) {
    fail("", "no note has an id inside a closed <details>: the test has nothing to open");
    await context.close();
    return;
  }
  const [path, id] = found;
  const shown = () =>
    page.evaluate((i) => {
      const e = document.getElementById(i);
      const box = e.getBoundingClientRect();
      return e.checkVisibility() && box.bottom > 0 && box.top < innerHeight;
    }, id);
  const settle = () => page.waitForTimeout(1000); // smooth scrolling may be under way
  await page.goto("about:blank");
  await page.goto(site.address(path) + "#" + id);
  await settle();
  if (!(await shown())) fail(path, `#${id} in the address does not show what is folded there`);
  await page.goto("about:blank");
  await page.goto(site.address(path));
  await page.evaluate((i) => (location.hash = i), id);
  await settle();
  if (!(await shown())) fail(path, `a link to #${id} does not show what is folded there`);
  await context.close();
}

export async function check_motion({ browser, site, fail }) {
  const context = await browser.newContext({ reducedMotion: "reduce" });
  const page = await context.newPage();
  for (const path of site.samples) {
    await page.goto(site.address(path));
    const moving = await page.evaluate(() => [
      ...[...document.querySelectorAll("*")]
        .filter((e) => getComputedStyle(e).scrollBehavior === "smooth")
        .map((e) => `${e.localName} scrolls smoothly`),
      ...document.getAnimations().map((a) => `${a.effect?.target?.localName} is animated`),
    ]);
    for (const what of moving) fail(path, `motion is to be reduced, but ${what}`);
  }
  await context.close();
}

// Runs in the page: what the note itself says, also in attributes that are text to a reader.
function text_of_note() {
  const copy = document.querySelector("main article, main").cloneNode(true);
  const said = [...copy.querySelectorAll("[alt], [title]")].flatMap((e) => [e.alt ?? "", e.title]);
  // Blocks end words; inline elements do not.
  for (const e of copy.querySelectorAll("td, th, li, dt, dd, p, div, tr, br, h1, h2, h3, h4, summary")) {
    e.append(" ");
    e.prepend(" ");
  }
  return [copy.textContent, ...said].join("\n");
}

export async function check_words({ browser, site, fail }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  // The manual of the dialect is made of words that do not show: those of directives.
  for (const path of site.notes.filter((path) => !path.endsWith("writing-notes/"))) {
    await page.goto(site.address(path));
    const source = words_of_note(readFileSync(site.source_of(path), "utf8"));
    const missing = lost(source, words(await page.evaluate(text_of_note)));
    if (missing.length) fail(path, `words of the note that its page lacks: ${missing.join(", ")}`);
  }
  await context.close();
}

// Old addresses lead to notes.
export async function check_redirects({ browser, site, fail, say }) {
  const page = await browser.newPage();
  for (const path of site.redirects) {
    await page.goto(site.address(path));
    await page.waitForURL((url) => url.href !== site.address(path), { timeout: 5000 }).catch(() => fail(path, "leads nowhere"));
    await page.waitForLoadState();
    if ((await page.locator("h1").count()) !== 1) fail(path, `leads to ${page.url()}, which is no page`);
  }
  await page.close();
  if (site.redirects.length === 0) fail("", "the example has no old address");
  say(`${site.redirects.length} old addresses`);
}
