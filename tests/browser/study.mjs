// What a reader studies with: boxes, questions, choices, levels, and what the browser keeps of them.
import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { serve } from "./server.mjs";

const PREFIX = "/wiki/";

const NOTE = `---
id: retries
---
# Retries

## Multiple choice

Q1) Which one?
A) first
B) second
Correct: B
Why: it is.

Q2) And now?
A) yes
B) no
Correct: A

## Trap questions

1) **Q:** May it stop?
   - **A:** Hidden words.

### Inside an answer key

## Answer key

#### Deep inside

Key words.

## Self-check

- [ ] one
- [ ] two
- [x] three
`;

const LEVELS = `# Levels\n\n${[1, 2, 3, 4, 5]
  .map((n) => `## 🎯 Level ${n}: Name ${n}${n % 2 ? " (5 min)" : ""}\n\n${"Some words. ".repeat(390)}\n`)
  .join("\n")}`;

// A site of these notes that can be built again; run(site) gets address(path) and build(files).
async function with_site(files, run) {
  const project = mkdtempSync(join(tmpdir(), "kbsite-study-"));
  const server = await serve(join(project, "site"), PREFIX);
  const build = (changed) => {
    for (const [name, text] of Object.entries(changed)) {
      mkdirSync(dirname(join(project, name)), { recursive: true });
      writeFileSync(join(project, name), text);
    }
    execFileSync(process.env.KBSITE, ["build", "-q"], { cwd: project, stdio: "ignore" });
  };
  try {
    build(files);
    await run({ build, project, address: (path) => server.origin + PREFIX + path });
  } finally {
    server.close();
    rmSync(project, { recursive: true, force: true });
  }
}

async function with_page(browser, options, run) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (e) => errors.push(e.message));
  try {
    await run(page, context);
  } finally {
    await context.close();
  }
  return errors;
}

const box = (page, name) => page.getByRole("checkbox", { name });
const count = (page) => page.locator(".kb-section-self-check .kb-checks span").textContent();

async function expect(fail, what, got, wanted) {
  const found = await got;
  if (found !== wanted) fail("prompts", `${what}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
}

export async function check_boxes({ browser, fail }) {
  await with_site({ "retries.md": NOTE, "other.md": NOTE.replace("id: retries", "id: other") }, async (site) => {
    await with_page(browser, {}, async (page) => {
      await page.goto(site.address("retries/"));
      await expect(fail, "at first", count(page), "1 / 3");
      await box(page, "one").focus();
      await page.keyboard.press("Space");
      await box(page, "three").uncheck();
      await expect(fail, "after a tick and one taken back", count(page), "1 / 3");
      await page.reload();
      await expect(fail, "one, after a reload", box(page, "one").isChecked(), true);
      await expect(fail, "three, after a reload", box(page, "three").isChecked(), false);
      // Another order, another number, other words around: the ids stay.
      const changed = NOTE.replace("- [ ] one\n- [ ] two\n- [x] three", "- [ ] new\n- [x] three\n- [ ] two\n- [ ] one");
      site.build({ "retries.md": changed });
      await page.reload();
      await expect(fail, "one, in another order", box(page, "one").isChecked(), true);
      await expect(fail, "two, in another order", box(page, "two").isChecked(), false);
      await expect(fail, "three, in another order", box(page, "three").isChecked(), false);
      await expect(fail, "new", box(page, "new").isChecked(), false);
      await expect(fail, "the sum", count(page), "1 / 4");
      // A note with an id can move.
      site.build({ "sub/moved.md": changed, "retries.md": "# Nothing here\n" });
      await page.goto(site.address("sub/moved/"));
      await expect(fail, "one, in a moved note", box(page, "one").isChecked(), true);
      await page.goto(site.address("other/"));
      await expect(fail, "one, in another note", box(page, "one").isChecked(), false);
    });
  });
}

export async function check_questions({ browser, fail }) {
  await with_site({ "retries.md": NOTE }, async (site) => {
    const hidden = (page) => page.getByText("Hidden words.").isVisible();
    await with_page(browser, { javaScriptEnabled: false }, async (page) => {
      await page.goto(site.address("retries/"));
      await expect(fail, "an answer without scripts", hidden(page), true);
      await expect(fail, "a key without scripts", page.getByText("Key words.").isVisible(), true);
      await expect(fail, "a right letter without scripts", page.getByText("Correct: B").isVisible(), true);
    });
    await with_page(browser, {}, async (page) => {
      await page.goto(site.address("retries/"));
      await expect(fail, "an answer at first", hidden(page), false);
      await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
      await expect(fail, "an answer on paper", hidden(page), true);
      await page.evaluate(() => dispatchEvent(new Event("afterprint")));
      await expect(fail, "an answer after printing", hidden(page), false);
      await page.locator(".question > summary").focus();
      await page.keyboard.press("Enter");
      await expect(fail, "an answer that was asked for", hidden(page), true);
      await page.goto(site.address("retries/#deep-inside"));
      await page.reload();
      await expect(fail, "a fragment in a closed key", page.getByText("Key words.").isVisible(), true);
    });
  });
}

export async function check_choices({ browser, fail }) {
  await with_site({ "retries.md": NOTE }, async (site) => {
    await with_page(browser, {}, async (page) => {
      await page.goto(site.address("retries/"));
      const first = page.getByRole("group", { name: "Q1) Which one?" });
      const answer = first.getByText("Why: it is.");
      await expect(fail, "an explanation at first", answer.isVisible(), false);
      await first.getByRole("radio", { name: "A) first" }).focus();
      await page.keyboard.press("Space");
      await expect(fail, "the verdict", first.locator(".kb-wrong .kb-verdict").textContent(), "Not this one");
      await expect(fail, "the right option", first.locator(".kb-right").textContent(), " B) second Right");
      await expect(fail, "the explanation", answer.isVisible(), true);
      await page.keyboard.press("ArrowDown");
      await expect(fail, "an arrow chooses nothing", first.locator(":checked").getAttribute("value"), "A");
      await page.keyboard.press("Space");
      await expect(fail, "what is said", page.locator(".kb-spoken").textContent(), "Right");
      await expect(fail, "the second verdict", first.locator(".kb-verdict").textContent(), "Right");
      const score = page.locator(".kb-score");
      await expect(fail, "the score", score.textContent(), "1 right of 1 answered, 2 in all");
      await page.reload();
      await expect(fail, "the score after a reload", score.textContent(), "1 right of 1 answered, 2 in all");
      await expect(fail, "what was chosen", page.getByRole("radio", { name: "B) second" }).isChecked(), true);
    });
  });
}

async function saved(page) {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as a file" }).click();
  return readFileSync(await (await download).path(), "utf8");
}

async function add(page, text) {
  await page.locator(".kb-own input[type=file]").setInputFiles({
    name: "progress.json",
    mimeType: "application/json",
    buffer: Buffer.from(text),
  });
}

export async function check_progress_file({ browser, fail }) {
  await with_site({ "retries.md": NOTE }, async (site) => {
    let text;
    await with_page(browser, { acceptDownloads: true }, async (page) => {
      await page.goto(site.address("retries/"));
      await box(page, "one").check();
      await page.getByRole("radio", { name: "B) second" }).check();
      await page.goto(site.address("study/"));
      const state = page.locator(".kb-own-state");
      await expect(fail, "what is kept", state.textContent(), "Kept here: 1 ticked, 1 answered (notes: 1).");
      text = await saved(page);
      const data = JSON.parse(text);
      await expect(fail, "the schema", data.schema, "kbsite-progress");
      await expect(fail, "the version", data.version, 1);
      await expect(fail, "the note", Object.keys(data.notes).join(), "retries");
      page.once("dialog", (dialog) => dialog.dismiss());
      await page.getByRole("button", { name: "Forget everything" }).click();
      await expect(fail, "after a No", state.textContent(), "Kept here: 1 ticked, 1 answered (notes: 1).");
      page.once("dialog", (dialog) => dialog.accept());
      await page.getByRole("button", { name: "Forget everything" }).click();
      await expect(fail, "after a Yes", state.textContent(), "Nothing is kept yet.");
      await page.goto(site.address("retries/"));
      await expect(fail, "one, forgotten", box(page, "one").isChecked(), false);
      // Forgotten in another tab, too.
      await box(page, "one").check();
      const other = await page.context().newPage();
      await other.goto(site.address("study/"));
      other.once("dialog", (dialog) => dialog.accept());
      await other.getByRole("button", { name: "Forget everything" }).click();
      await page.waitForFunction(() => !document.querySelector(".kb-section-self-check input").checked);
      await box(page, "two").check();
      await page.reload();
      await expect(fail, "one, forgotten in another tab", box(page, "one").isChecked(), false);
      await other.close();
    });
    await with_page(browser, {}, async (page) => {
      await page.goto(site.address("study/"));
      const state = page.locator(".kb-own-state");
      const bad = "This file does not hold progress that can be read here.";
      for (const wrong of ["", "{", "[]", '{"schema":"kbsite-progress","version":2,"notes":{}}', '{"schema":"other","version":1,"notes":{}}', '{"schema":"kbsite-progress","version":1,"notes":[]}']) {
        await add(page, wrong);
        await page.waitForFunction((s) => document.querySelector(".kb-own-state").textContent === s, bad);
      }
      await add(page, text);
      await page.waitForFunction(() => /: 1 ticked/.test(document.querySelector(".kb-own-state").textContent));
      await page.goto(site.address("retries/"));
      await expect(fail, "one, from a file", box(page, "one").isChecked(), true);
      // An older entry does not undo a newer one.
      await box(page, "one").uncheck();
      await page.goto(site.address("study/"));
      await add(page, text.replaceAll(/\d{10}/g, "1000000000"));
      await page.waitForFunction(() => /: 0 ticked/.test(document.querySelector(".kb-own-state").textContent));
      await expect(fail, "an older entry", state.textContent(), "Kept here: 0 ticked, 1 answered (notes: 1).");
    });
  });
}

// Storage may be switched off, or hold what a later version has written.
export async function check_storage({ browser, fail }) {
  await with_site({ "retries.md": NOTE }, async (site) => {
    const errors = await with_page(browser, {}, async (page, context) => {
      await context.addInitScript(() => {
        Object.defineProperty(globalThis, "localStorage", {
          get: () => {
            throw new DOMException("off", "SecurityError");
          },
        });
      });
      await page.goto(site.address("retries/"));
      await box(page, "one").check();
      await expect(fail, "the count without storage", count(page), "2 / 3");
      await page.goto(site.address("study/"));
    });
    for (const error of errors) fail("prompts", `without storage: ${error}`);
    await with_page(browser, {}, async (page) => {
      const later = '{"schema":"kbsite-progress","version":7,"notes":[]}';
      const key = `kbsite-progress:${PREFIX}`;
      await page.goto(site.address("retries/"));
      await page.evaluate(([k, v]) => localStorage.setItem(k, v), [key, later]);
      await page.reload();
      await box(page, "one").check();
      const kept = page.evaluate((k) => localStorage.getItem(k), key);
      await expect(fail, "what a later version has stored", kept, later);
      // What nobody can read is as good as nothing.
      await page.evaluate((k) => localStorage.setItem(k, "{bad"), key);
      await page.reload();
      await box(page, "one").check();
      await page.reload();
      await expect(fail, "one, after unreadable text", box(page, "one").isChecked(), true);
    });
  });
}

export async function check_levels({ browser, fail }) {
  await with_site({ "levels.md": LEVELS }, async (site) => {
    for (const width of [360, 1280]) {
      await with_page(browser, { viewport: { width, height: 800 }, reducedMotion: "reduce" }, async (page) => {
        await page.goto(site.address("levels/"));
        const bar = page.getByRole("navigation", { name: "Levels of depth" });
        await expect(fail, `levels at ${width} px`, bar.getByRole("link").count(), 5);
        for (const n of [3, 5, 2]) {
          await bar.getByRole("link").nth(n - 1).click();
          await page.waitForFunction(
            (i) => document.querySelectorAll(".kb-levels a")[i].matches("[aria-current]"),
            n - 1,
          );
          const heading = await page.locator(`.kb-section-level[data-level="${n}"] > h2`).boundingBox();
          const edge = await bar.boundingBox();
          if (edge.y < -1 || edge.y > 1) fail("levels", `${width} px: the bar is at ${edge.y} px`);
          if (heading.y < edge.y + edge.height - 1 || heading.y > 400) {
            fail("levels", `${width} px: the heading of level ${n} is at ${heading.y} px, below a bar of ${edge.height} px`);
          }
        }
        const minutes = await bar.locator(".kb-minutes").allTextContents();
        await expect(fail, "minutes", minutes.map((m) => parseInt(m, 10)).join(), "5,4,5,4,5");
      });
    }
  });
}
