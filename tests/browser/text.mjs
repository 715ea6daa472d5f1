// What scripts add to a note's text: tabs of panels, and what a reference leads to beside it.

// The first note that has such an element; null, with a complaint, where none has.
async function note_with(page, site, selector, fail) {
  for (const path of site.notes) {
    await page.goto(site.address(path));
    if (await page.locator(selector).count()) return path;
  }
  fail("", `no note has ${selector}: the test has nothing to look at`);
  return null;
}

const TABS = ".tabs:has(> .tab + .tab)";

// Which panels of the first set are shown.
const shown = (page) =>
  page.$eval(TABS, (set) =>
    [...set.children].filter((e) => e.matches(".tab")).map((panel) => !panel.hidden),
  );

async function check_keys(page, path, fail) {
  const buttons = page.locator(`${TABS} >> nth=0`).locator("> .tab-list > button");
  await buttons.first().focus();
  await page.keyboard.press("ArrowRight");
  const after = await shown(page);
  if (after[0] || !after[1]) fail(path, "the right arrow does not show the second tab");
  if (!(await buttons.nth(1).evaluate((b) => b === document.activeElement && b.tabIndex === 0)))
    fail(path, "the right arrow does not focus the second tab");
  await page.keyboard.press("End");
  if (!(await shown(page)).at(-1)) fail(path, "End does not show the last tab");
  await page.keyboard.press("Home");
  if (!(await shown(page))[0]) fail(path, "Home does not show the first tab");
}

export async function check_tabs({ browser, site, fail }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const path = await note_with(page, site, TABS, fail);
  if (path !== null) {
    if ((await shown(page)).filter((is) => is).length !== 1) fail(path, "not one tab is shown");
    await check_keys(page, path, fail);
    await page.locator(`${TABS} >> nth=0`).locator("> .tab-list > button").nth(1).click();
    await page.reload();
    if (!(await shown(page))[1]) fail(path, "the tab that was chosen is forgotten");
    await page.emulateMedia({ media: "print" });
    for (const panel of await page.locator(".tab").all())
      if (!(await panel.isVisible())) fail(path, "on paper, a panel is missing");
  }
  await context.close();
}

export async function check_previews({ browser, site, fail }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const path = await note_with(page, site, ".kb-text a[role='doc-noteref']", fail);
  if (path !== null) {
    const reference = page.locator(".kb-text a[role='doc-noteref']").first();
    const preview = page.locator(".kb-preview");
    await reference.hover();
    await preview.waitFor({ state: "visible", timeout: 2000 }).catch(() => {
      fail(path, "a reference that is pointed at shows no footnote");
    });
    await preview.hover();
    await page.waitForTimeout(400);
    if (!(await preview.isVisible())) fail(path, "a footnote goes away when it is pointed at");
    await page.keyboard.press("Escape");
    if (await preview.isVisible()) fail(path, "Escape does not take a footnote away");
    await reference.click();
    const hash = decodeURIComponent(new URL(page.url()).hash.slice(1));
    if (!(await page.evaluate((id) => document.getElementById(id)?.matches("li"), hash)))
      fail(path, "a reference does not lead to its footnote");
  }
  await context.close();
}

// A picture that is marked for light or for dark is shown there alone, whoever has chosen which.
export async function check_schemes({ browser, site, fail }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const [path] = site.notes;
  await page.goto(site.address(path));
  await page.evaluate(() => {
    const marks = ["#only-light", "#only-dark", "#gh-light-mode-only", "#gh-dark-mode-only"];
    document.querySelector(".kb-text").insertAdjacentHTML(
      "beforeend",
      marks.map((mark) => `<img class="marked" alt="x" src="data:,${mark}">`).join(""),
    );
  });
  for (const theme of ["", "light", "dark"])
    for (const colorScheme of ["light", "dark"])
      for (const media of ["screen", "print"]) {
        await page.emulateMedia({ media, colorScheme });
        await page.evaluate((name) => {
          document.documentElement.removeAttribute("data-theme");
          if (name) document.documentElement.dataset.theme = name;
        }, theme);
        const dark = media === "screen" && (theme || colorScheme) === "dark";
        const shown = await page.$$eval(".marked", (all) =>
          all.map((e) => getComputedStyle(e).display !== "none").join(),
        );
        if (shown !== [!dark, dark, !dark, dark].join())
          fail(path, `${media}, ${theme || "no choice"}, ${colorScheme}: pictures ${shown}`);
      }
  await context.close();
}
