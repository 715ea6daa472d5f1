// What a page is on the screen: nothing wrong for assistive technology, nothing wider than the
// window, nothing fetched that is missing or foreign, nothing heavy.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = [320, 360, 768, 1280, 1600];
const CSS_LIMIT = 40 * 1024;
const JS_LIMIT = 20 * 1024;
const VENDOR_LIMIT = 512 * 1024; // of others' scripts, on pages with code, formulas, diagrams

// With everything unfolded. That the keyboard reaches what scrolls is left to browsers by a theme
// without scripts: Chromium and Firefox see to it, which axe does not know.
async function audit(page) {
  await page.evaluate(AXE);
  await page.$$eval("details", (all) => all.forEach((e) => (e.open = true)));
  return page.evaluate(async () => {
    const rules = { "scrollable-region-focusable": { enabled: document.scripts.length > 0 } };
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"], rules });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((n) => `${id}: ${n.target.join(" ")}: ${n.failureSummary.replace(/\s+/g, " ")}`),
    );
  });
}

export async function check_accessibility({ browser, site, fail }) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [360, 1280]) {
      const viewport = { width, height: 800 };
      const context = await browser.newContext({ viewport, colorScheme });
      const page = await context.newPage();
      for (const path of site.samples) {
        await page.goto(site.address(path));
        const where = `${path || "(home)"}, ${colorScheme}, ${width} px`;
        for (const found of await audit(page)) fail(where, found);
      }
      const menu = page.locator("button[popovertarget='kb:navigation']:visible");
      if (await menu.count()) {
        await menu.click();
        for (const found of await audit(page)) fail(`the menu, ${colorScheme}`, found);
      }
      await context.close();
    }
  }
}

// Runs in the page: null, or what is wider than the window.
function too_wide() {
  const root = document.documentElement;
  for (const e of [root, document.body]) {
    if (["hidden", "clip"].includes(getComputedStyle(e).overflowX)) return `${e.localName} hides it`;
  }
  if (root.scrollWidth <= root.clientWidth) return null;
  const wide = [...document.body.querySelectorAll("*")].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width && box.right > root.clientWidth + 1;
  });
  const names = wide.map((e) => e.localName + [...e.classList].map((c) => "." + c).join(""));
  return `${root.scrollWidth} px: ${[...new Set(names)].slice(0, 6).join(", ")}`;
}

// Complains about everything the page fetches that it should not, and what it says on the console.
function watch(page, { site, fail }, path) {
  const assets = new Map();
  page.on("console", (m) => {
    // The status of 404.html itself is reported, too.
    const own = /status of 404/.test(m.text()) && m.location().url === page.url();
    if (["error", "warning"].includes(m.type()) && !own) {
      fail(path(), `console: ${m.text()}`);
    }
  });
  page.on("pageerror", (e) => fail(path(), `script: ${e.message}`));
  page.on("requestfailed", (r) => {
    const why = r.failure().errorText;
    // A page is complete before its icon is there; going on to the next one then stops that.
    if (why !== "net::ERR_ABORTED") fail(path(), `${why}: ${r.url()}`);
  });
  page.on("request", (r) => {
    const url = new URL(r.url());
    if (url.protocol !== "data:" && url.origin !== site.origin) fail(path(), `fetches ${url}`);
  });
  page.on("response", (r) => {
    const request = r.request();
    if (request.resourceType() === "document") return;
    if (r.status() >= 400) fail(path(), `${r.status()}: ${r.url()}`);
    assets.set(r.url(), request.resourceType());
  });
  return assets;
}

// The sizes of compressed files, each computed once.
function scales(site) {
  const known = new Map();
  return (url) => {
    if (!known.has(url)) known.set(url, gzipSync(readFileSync(site.file(url)), { level: 6 }).length);
    return known.get(url);
  };
}

export async function check_pages({ browser, site, fail, say }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const weigh = scales(site);
  const heaviest = { stylesheet: 0, script: 0, vendor: 0 };
  let path = "";
  const assets = watch(page, { site, fail }, () => path);
  for (path of site.pages) {
    assets.clear();
    await page.goto(site.address(path));
    // Pages of one kind are alike, apart from notes: elsewhere the narrowest window will do.
    const every = site.samples.includes(path) || site.notes.includes(path);
    for (const width of every ? WIDTHS : WIDTHS.slice(0, 1)) {
      await page.setViewportSize({ width, height: 800 });
      const found = await page.evaluate(too_wide);
      if (found) fail(`${path}, ${width} px`, `wider than the window: ${found}`);
    }
    const sums = { stylesheet: 0, script: 0, vendor: 0 };
    for (const [url, type] of assets) {
      const kind = type === "script" && url.includes("/vendor/") ? "vendor" : type;
      if (kind in sums) sums[kind] += weigh(url);
    }
    if (!sums.stylesheet) fail(path, "no stylesheet was loaded");
    if (sums.stylesheet > CSS_LIMIT) fail(path, `${sums.stylesheet} bytes of CSS, compressed`);
    if (sums.script > JS_LIMIT) fail(path, `${sums.script} bytes of scripts, compressed`);
    if (sums.vendor > VENDOR_LIMIT) fail(path, `${sums.vendor} bytes of others' scripts, compressed`);
    for (const type in sums) heaviest[type] = Math.max(heaviest[type], sums[type]);
  }
  await context.close();
  say(`at most ${heaviest.stylesheet} bytes of CSS, ${heaviest.script} of scripts (gzip)`);
}
