// Notes by people one does not trust, in Chromium. Usage: node safe.mjs
//
// Builds the notes of attacks.mjs with $KBSITE twice, with and without `safe: true`, opens the pages in
// $CHROMIUM, clicks every control and sends every event to every element. On the safe site nothing may
// run and nothing may be fetched from elsewhere, on any page, without the help of its policy. On the
// other one half of the attacks must work, so that this test can fail; it looks at no more once they
// have.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { chromium } from "playwright-core";
import { ATTACKS, ELSEWHERE, FILES } from "./attacks.mjs";
import { serve } from "./server.mjs";

const PREFIX = "/repo/";
const AT_ONCE = 4; // pages
const ENOUGH = ATTACKS.length / 2; // attacks that must work where the site is not safe
const PATIENCE = 10_000; // milliseconds for a page

// ---- the two sites ----

function build(folder, safe) {
  const write = (path, text) => {
    const file = join(folder, "notes", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  for (const { path, text } of ATTACKS) write(path, text);
  for (const [path, text] of Object.entries(FILES)) write(path, text);
  const config = `title: Attacks\ncontent_dir: notes\nsafe: ${safe}\n`;
  writeFileSync(join(folder, "kbsite.yml"), config);
  try {
    execFileSync(process.env.KBSITE, ["build", "-q"], { cwd: folder, stdio: "ignore" });
  } catch (error) {
    if (error.status !== 1) throw error; // 1: a note has errors, which is what they are for
  }
}

// ---- in the page ----

// Before anything of the page: what attacks call. Frames and windows have it, too.
function trap() {
  window.xss = () => console.debug("XSS");
  window.confirm = () => false; // the site's own question
}

// Sends events to everything, and clicks what does not merely lead to another page.
async function provoke() {
  const types =
    "click dblclick auxclick contextmenu mousedown mouseup mousemove mouseover mouseenter mouseleave " +
    "mouseout pointerdown pointerup pointermove pointerover pointerenter wheel keydown keyup keypress " +
    "focus blur focusin focusout input change select beforeinput invalid drag dragstart dragover drop " +
    "copy cut paste scroll toggle beforetoggle animationstart animationend transitionend touchstart " +
    "touchend load error canplay";
  const leads = (link) => /^(https?|mailto|tel)?:$/.test(link.protocol ?? "");
  const elements = [...document.querySelectorAll("*")];
  const send = (element, type) => element.dispatchEvent(new Event(type, { cancelable: true }));
  for (const element of elements) {
    const own = element.getAttributeNames().some((name) => name.startsWith("on"));
    if (own || element.tabIndex >= 0) element.focus?.({ preventScroll: true });
    for (const type of own ? types.split(" ") : ["mouseover", "focus"]) send(element, type);
  }
  for (const element of elements) {
    const link = element.closest("a, area");
    if (link ? !leads(link) : element.matches("button, summary, input, label, select")) {
      element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    }
  }
  await new Promise((done) => setTimeout(done, 20)); // what was begun comes to something
  // What could have got past: said here, so that a page that only looks harmless is found. Scripts of
  // the site set the style of what they add.
  const odd_ones =
    "base, iframe, object, [style]:not([id^='kb:'], [id^='kb-diagram-'], [id^='kb-diagram-'] *), " +
    "[srcdoc], [ping], [formaction], [action]";
  const odd = elements.filter(
    (element) =>
      element.matches(odd_ones) ||
      element.getAttributeNames().some((name) => name.startsWith("on")),
  );
  return odd.map((element) => element.outerHTML.slice(0, 120));
}

// ---- looking at a page ----

const foreign = (url, origin) =>
  !url.startsWith(origin) && !/^(about|data|blob|chrome-error):/.test(url);

// A page of the browser that notes what happens in it: in `happened`, which look() empties.
async function open_page(context, site) {
  const page = await context.newPage();
  const happened = new Set();
  page.on("console", (message) => {
    if (message.text() === "XSS") happened.add("a script ran");
  });
  page.on("dialog", (dialog) => {
    happened.add("a dialog opened");
    dialog.dismiss().catch(() => {});
  });
  page.on("popup", (popup) => {
    happened.add("a window opened");
    popup.close().catch(() => {});
  });
  page.on("request", (request) => {
    const url = request.url();
    if (foreign(url, site.origin)) happened.add(`fetched ${url.slice(0, 80)}`);
  });
  page.on("framenavigated", (frame) => {
    if (frame.parentFrame()) happened.add("a frame was there");
    else if (foreign(frame.url(), site.origin)) happened.add("left the site");
  });
  return { page, happened };
}

async function look(opened, site, path) {
  const { page, happened } = opened;
  let odd = [];
  happened.clear();
  try {
    await page.goto(site.origin + PREFIX + path, { waitUntil: "load", timeout: PATIENCE });
    odd = await page.evaluate(provoke);
  } catch (error) {
    opened.broken = true;
    if (!happened.size) happened.add(`not to be looked at: ${error.message.split("\n")[0]}`);
  }
  return [...happened, ...odd.map((html) => `holds ${html}`)];
}

// What happened on each of the pages, by path; of some, where enough is known before the last.
async function look_at_all(browser, site, paths, is_enough) {
  const context = await browser.newContext({ serviceWorkers: "block", bypassCSP: true });
  await context.addInitScript(trap);
  const found = new Map();
  const left = [...paths];
  const worker = async () => {
    let opened;
    while (left.length && !is_enough(found)) {
      const path = left.shift();
      opened ??= await open_page(context, site);
      found.set(path, await look(opened, site, path));
      if (!opened.broken) continue;
      // What the page before began may have come in between: a window of its own tells.
      await opened.page.close();
      opened = await open_page(context, site);
      found.set(path, await look(opened, site, path));
      if (!opened.broken) continue;
      await opened.page.close();
      opened = null;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await context.close();
  return found;
}

// What a page says of itself holds, too: here is what would come of a gap.
async function check_policy(browser, origin) {
  const page = await browser.newPage();
  await page.addInitScript(() => {
    window.refused = [];
    addEventListener("securitypolicyviolation", (event) =>
      refused.push(event.effectiveDirective.split("-")[0]),
    );
  });
  await page.goto(origin + PREFIX);
  const refused = await page.evaluate(async (elsewhere) => {
    const gap = document.createElement("div");
    gap.innerHTML = `<img src=${elsewhere} onerror="1"><base href=${elsewhere}>`;
    document.body.append(gap);
    await new Promise((done) => setTimeout(done, 200));
    return refused;
  }, ELSEWHERE);
  await page.close();
  return ["base", "img", "script"].filter((what) => !refused.includes(what));
}

// ---- the test ----

function pages_of(root) {
  return readdirSync(root, { recursive: true })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => /\.(x?html?|svg|xml)$/i.test(name) && !/^assets\/.*\.svg$/.test(name))
    .map((name) => name.replace(/(^|\/)index\.html$/, "$1"))
    .sort();
}

const encode = (path) => path.split("/").map(encodeURIComponent).join("/");
const page_of = ({ path }) => encode(path.replace(/(^|\/)index\.md$/, "$1").replace(/\.md$/, "/"));

const works = (what) => what.some((one) => !one.startsWith("holds"));
const working = (found) => [...found.values()].filter(works).length;

async function test(browser, folder, safe) {
  const start = Date.now();
  const project = join(folder, safe ? "safe" : "open");
  build(project, safe);
  const site = await serve(join(project, "site"), PREFIX, true);
  try {
    const paths = pages_of(join(project, "site")).map(encode);
    const attacked = ATTACKS.map(page_of);
    const missing = attacked.find((path) => !paths.includes(path));
    if (missing) throw new Error(`no page ${missing}`);
    const is_enough = (found) => !safe && working(found) >= ENOUGH;
    const found = await look_at_all(browser, site, safe ? paths : attacked, is_enough);
    const taken = safe ? await check_policy(browser, site.origin) : [];
    if (taken.length) found.set("", [`the policy takes ${taken.join(", ")}`]);
    const seconds = ((Date.now() - start) / 1000).toFixed(1);
    console.log(`${safe ? "safe" : "not safe"}: ${found.size} pages, ${seconds} s`);
    return found;
  } finally {
    site.close();
  }
}

const folder = mkdtempSync(join(tmpdir(), "kbsite-safe-"));
let browser;
try {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
  });
  const safe = await test(browser, folder, true);
  const open = await test(browser, folder, false);
  const name_of = new Map(ATTACKS.map((attack) => [page_of(attack), attack.name]));
  const bad = [...safe].filter(([, what]) => what.length);
  for (const [path, what] of bad) {
    console.log(`${path} (${name_of.get(path) ?? "a page"}): ${what.slice(0, 3).join("; ")}`);
  }
  console.log(`${ATTACKS.length} attacks; ${working(open)} work on a site that is not safe`);
  process.exitCode = bad.length || working(open) < ENOUGH ? 1 : 0;
} finally {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
}
