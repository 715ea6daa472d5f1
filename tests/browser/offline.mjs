// The example site read from disk, in Chromium. Usage: node offline.mjs SITE
//
// SITE was built with --offline. Beginning with its first page, every page that a link leads to is
// opened over file://. Each link must lead to a file, and to a place that is there; nothing may be
// written to the console but what the page itself says, no request may fail or leave the disk.
import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const LEAST_PAGES = 100; // so that a walk that stops early fails
const site = resolve(process.argv[2]);
const root = pathToFileURL(site + "/").href;
const findings = [];

const is_file = (url) => statSync(fileURLToPath(url), { throwIfNoEntry: false })?.isFile();
const shown = (url) => decodeURIComponent(url.replace(root, ""));

// In the page: where it leads, the places that it has, and what it shows of itself.
function look() {
  return {
    links: [...document.querySelectorAll("a[href], area[href]")].map((link) => link.href),
    ids: [...document.querySelectorAll("[id], a[name]")].flatMap(({ id, name }) => [id, name ?? ""]),
    styled: getComputedStyle(document.body).getPropertyValue("--kb-paper") !== "",
    redirects: !!document.querySelector("meta[http-equiv=refresh]"),
  };
}

async function walk(browser) {
  const page = await browser.newPage();
  const seen = new Map(); // address without fragment → what was found there
  const places = []; // {from, url}
  const left = [root + "index.html"];
  let here = "";
  page.on("console", (message) => {
    if (message.type() === "error") findings.push(`${here}: console: ${message.text()}`);
  });
  page.on("pageerror", (error) => findings.push(`${here}: ${error.message}`));
  page.on("requestfailed", (request) => {
    // A page is complete before its icon is there; going on to the next one then stops that.
    const why = request.failure().errorText;
    if (request.isNavigationRequest() || why === "net::ERR_ABORTED") return;
    findings.push(`${here}: ${why}: ${request.url()}`);
  });
  page.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) findings.push(`${here}: asks for ${request.url()}`);
  });
  while (left.length > 0) {
    const url = left.pop();
    if (seen.has(url)) continue;
    here = shown(url);
    await page.goto(url);
    const found = await page.evaluate(look);
    seen.set(url, { ids: new Set(found.ids) });
    if (!found.styled && !found.redirects) findings.push(`${here}: has no style`);
    for (const link of found.links.filter((address) => address.startsWith("file:"))) {
      const to = link.replace(/[?#].*$/, "");
      if (!to.startsWith(root)) findings.push(`${here}: leads out: ${link}`);
      else if (!is_file(to)) findings.push(`${here}: leads to nothing: ${shown(link)}`);
      else if (to.endsWith(".html")) left.push(to);
      places.push({ from: here, to, id: decodeURIComponent(new URL(link).hash.slice(1)) });
    }
  }
  for (const { from, to, id } of places) {
    const target = seen.get(to);
    if (id && target && !target.ids.has(id)) findings.push(`${from}: no ${id} in ${shown(to)}`);
  }
  await page.close();
  return seen.size;
}

// What scripts do when they are used: filters of a list, marks that a reader sets.
async function use(browser) {
  const page = await browser.newPage();
  page.on("pageerror", (error) => findings.push(`use: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") findings.push(`use: console: ${message.text()}`);
  });
  await page.goto(root + "type/pattern/index.html");
  const sort = page.locator("select").last();
  if (await sort.count()) await sort.selectOption({ index: 1 });
  else findings.push("use: the list has nothing to sort it by");
  await page.goto(root + "index.html");
  await page.locator("nav.kb-indexes a").first().click();
  if (!page.url().endsWith("/index.html")) findings.push(`use: a click leads to ${page.url()}`);
  await page.close();
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});
try {
  const pages = await walk(browser);
  await use(browser);
  if (pages < LEAST_PAGES) findings.push(`only ${pages} pages were reached in ${join(site, "")}`);
  console.log(`${pages} pages, ${findings.length} findings`);
  for (const finding of findings.slice(0, 40)) console.log(`  ${finding}`);
} finally {
  await browser.close();
}
process.exit(findings.length > 0 ? 1 : 0);
