// Code, formulas and diagrams in Chromium: what libraries of others make of them, and that a page fetches
// only what it needs, and nothing from elsewhere. Usage: node libraries.mjs
//
// Builds a small site with $KBSITE and lets $CHROMIUM look at it. The status is 1 where something is
// wrong, 77 where kbsite was built without the libraries.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";

const PREFIX = "/repo/";
const PATIENCE = 20_000; // milliseconds for a library to do its work

const PYTHON = 'def f(x):\n    """two\n    lines"""\n    return x < 1  # & more\n';
const NOTES = {
  "plain.md": "# Plain\n\nText with `code` and $5 or $10.\n",
  "code.md": [
    "# Code",
    "```py title=\"f.py\" linenums=\"7\" hl_lines=\"2-3\"\n" + PYTHON + "```",
    "```nosuchlanguage\n<b>plain</b>\n```",
    "``` { .js .nohighlight }\nconst x = 1;\n```",
    "``` { .sh .no-copy }\nls\n```",
    "`#!js let y = 2;`",
  ].join("\n\n"),
  "formulas.md": [
    "# Formulas",
    "It costs $5 and $10, or $3M a day ($1.2M). $a^2 + b_1$ is none of that.",
    "$$\n\\frac{1}{2}\n$$",
    "Wrong: $\\nosuchmacro{x}$, and on: $c$.",
  ].join("\n\n"),
  "diagrams.md": [
    "# Diagrams",
    "```mermaid\ngraph LR\n  A[One] --> B[Two]\n  style A fill:#ffffcc\n  style B fill:#112233\n```",
    "```mermaid\norganization-chart\n  A --> B\n```",
    "```mermaid\nsequenceDiagram\n  A->>B: Hello\n```",
    ...Array.from({ length: 60 }, (_, i) => `Paragraph ${i}.`),
    "```mermaid\npie title Far below\n  \"a\" : 1\n  \"b\" : 2\n```",
  ].join("\n\n"),
};

const findings = [];
const fail = (where, what) => findings.push(`${where}: ${what}`);
const expect = (is, where, what) => is || fail(where, what);

// A page of the site, with what it fetches; requests to other hosts are findings.
async function open(browser, site, path, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    permissions: ["clipboard-read", "clipboard-write"],
    ...options,
  });
  const page = await context.newPage();
  const fetched = [];
  page.setDefaultTimeout(PATIENCE);
  page.on("pageerror", (error) => fail(path, error.message));
  page.on("request", (request) => {
    const url = request.url();
    if (url.startsWith(site.origin)) fetched.push(url.slice(site.origin.length));
    else if (!url.startsWith("data:")) fail(path, `fetches ${url}`);
  });
  await page.goto(`${site.origin}${PREFIX}${path}`, { waitUntil: "networkidle" });
  return { page, fetched, close: () => context.close() };
}

const fetches = (fetched, name) => fetched.some((url) => url.includes(`/${name}`));

function expect_no_other(fetched, where, names) {
  for (const name of names) expect(!fetches(fetched, name), where, `fetches ${name}`);
}

async function check_plain(browser, site) {
  const { fetched, close } = await open(browser, site, "plain/");
  expect_no_other(fetched, "plain", ["vendor/", "code.", "math.", "diagrams."]);
  await close();
}

async function check_code(browser, site) {
  const { page, fetched, close } = await open(browser, site, "code/");
  const code = page.locator("pre > code").first();
  await code.locator(".hljs-keyword").first().waitFor();
  expect((await code.textContent()) === PYTHON, "code", "colours have changed the text");
  expect((await page.locator("figcaption").textContent()) === "f.py", "code", "has no title");
  const marked = await code.locator(".line").evaluateAll((all) => all.map((e) => e.matches("mark")));
  expect(String(marked) === "false,true,true,false", "code", `marks the lines ${marked}`);
  const number = await code.locator(".line").first().evaluate((e) => getComputedStyle(e, "::before").content);
  expect(number.includes('"7"'), "code", `the first line has the number ${number}`);

  const select = (pre) => {
    getSelection().selectAllChildren(pre);
    return getSelection().toString();
  };
  expect((await code.evaluate(select)).trimEnd() === PYTHON.trimEnd(), "code", "numbers are selected");
  const buttons = page.locator(".kb-copy");
  expect((await buttons.count()) === 3, "code", `has ${await buttons.count()} buttons`);
  await page.locator("figure.code").hover();
  await buttons.first().click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied === PYTHON, "code", `copies ${JSON.stringify(copied)}`);

  const plain = await page.locator("code.language-nosuchlanguage, .nohighlight code").allTextContents();
  expect(String(plain) === "<b>plain</b>\n,const x = 1;\n", "code", `shows ${plain}`);
  expect(!(await page.locator(".nohighlight [class^=hljs]").count()), "code", "nohighlight has colours");
  expect(await page.locator("p > code .hljs-keyword").count(), "code", "in a line has no colours");
  expect_no_other(fetched, "code", ["vendor/temml", "vendor/mermaid", "diagrams."]);
  await close();
}

async function check_formulas(browser, site) {
  const { page, fetched, close } = await open(browser, site, "formulas/");
  await page.locator("math").first().waitFor();
  const text = await page.locator(".kb-text").innerText();
  expect(text.includes("$5 and $10, or $3M a day ($1.2M)."), "formulas", "prices are formulas");
  expect((await page.locator("math").count()) === 3, "formulas", "not three formulas are set");
  expect(await page.locator("math mfrac").count(), "formulas", "no fraction is set");
  const failed = await page.locator(".math.failed").allInnerTexts();
  expect(failed.length === 1 && failed[0].includes("\\nosuchmacro{x}"), "formulas", `fail: ${failed}`);
  expect(failed[0]?.length > "\\(\\nosuchmacro{x}\\)".length, "formulas", "no reason is told");
  expect_no_other(fetched, "formulas", ["vendor/highlight", "vendor/mermaid", "code.", "diagrams."]);
  await close();
}

// Each of the drawing's words on the ground of its box.
const least_contrast = (svg) => {
  const rgb = (colour) => colour.match(/[\d.]+/g).slice(0, 3).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = rgb(colour).map((byte) => {
      const part = byte / 255;
      return part <= 0.04 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrasts = [...svg.querySelectorAll(".node")].map((node) => {
    const ground = luminance(getComputedStyle(node.querySelector("rect, polygon, path")).fill);
    const ink = luminance(getComputedStyle(node.querySelector("p, span, text")).color);
    return (Math.max(ground, ink) + 0.05) / (Math.min(ground, ink) + 0.05);
  });
  return Math.min(...contrasts);
};

async function check_diagrams(browser, site) {
  const { page, fetched, close } = await open(browser, site, "diagrams/", { colorScheme: "light" });
  const drawings = page.locator(".diagram > svg");
  await page.locator(".diagram-failed").waitFor();
  await drawings.nth(1).waitFor();
  expect((await drawings.count()) === 2, "diagrams", "what is far away is drawn, or not all that is near");
  const ids = await drawings.evaluateAll((all) => all.map((svg) => svg.id));
  expect(new Set(ids).size === ids.length, "diagrams", "two drawings have the same id");
  const wrong = page.locator(".diagram-failed + pre");
  expect(await wrong.isVisible(), "diagrams", "the source of a wrong one is not shown");
  expect((await wrong.innerText()).includes("organization-chart"), "diagrams", "its source is another");
  const source = page.locator("pre:visible", { hasText: "graph LR" });
  expect(!(await source.count()), "diagrams", "a source stands beside its drawing");

  const before = await drawings.first().evaluate(least_contrast);
  expect(before >= 4.5, "diagrams", `words have a contrast of ${before}`);
  const old = await drawings.first().elementHandle();
  await page.locator("[data-kb-theme]").click();
  await page.waitForFunction((svg) => !svg.isConnected, old);
  await drawings.nth(1).waitFor();
  const after = await drawings.first().evaluate(least_contrast);
  expect(after >= 4.5, "diagrams", `on a dark page, words have a contrast of ${after}`);
  expect((await page.locator(".diagram-failed").count()) === 1, "diagrams", "a reason is told twice");

  await page.locator("pre", { hasText: "Far below" }).scrollIntoViewIfNeeded();
  await drawings.nth(2).waitFor();
  expect_no_other(fetched, "diagrams", ["vendor/temml", "vendor/highlight", "math."]);
  await close();
}

// All sources can be read without scripts.
async function check_sources(browser, site) {
  const wanted = {
    "code/": "return x < 1  # & more",
    "formulas/": "\\frac{1}{2}",
    "diagrams/": "A[One] --> B[Two]",
  };
  for (const [path, source] of Object.entries(wanted)) {
    const { page, close } = await open(browser, site, path, { javaScriptEnabled: false });
    const text = await page.locator(".kb-text").innerText();
    expect(text.includes(source), path, `${source} is not there without scripts`);
    await close();
  }
}

function build(folder) {
  mkdirSync(join(folder, "notes"));
  for (const [path, text] of Object.entries(NOTES)) writeFileSync(join(folder, "notes", path), text);
  writeFileSync(join(folder, "kbsite.yml"), "title: Libraries\ncontent_dir: notes\n");
  execFileSync(process.env.KBSITE, ["build", "-q"], { cwd: folder, stdio: ["ignore", 1, 2] });
}

if (process.env.KBSITE_WEB === "OFF") {
  console.log("skipped: kbsite was built without libraries");
  process.exit(77);
}
const folder = mkdtempSync(join(tmpdir(), "kbsite-libraries-"));
let browser, site;
try {
  build(folder);
  site = await serve(join(folder, "site"), PREFIX);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  });
  for (const check of [check_plain, check_code, check_formulas, check_diagrams, check_sources]) {
    try {
      await check(browser, site);
    } catch (error) {
      fail(check.name, error.stack);
    }
  }
} finally {
  await browser?.close();
  site?.close();
  rmSync(folder, { recursive: true, force: true });
}
for (const finding of findings) console.log(finding);
console.log(`${findings.length} findings`);
process.exitCode = findings.length ? 1 : 0;
