// Takes the pictures of README.md from a built example site.
// Usage: node screenshots.mjs SITE OUT; Chromium is $CHROMIUM.
import { join } from "node:path";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";

const [site, out] = process.argv.slice(2);

// What each picture shows: a page, a window, and what a reader has done there.
const PICTURES = {
  "note.png": {
    path: "patterns/circuit-breaker/",
    width: 1280,
    act: async () => {},
  },
  "levels.png": {
    path: "patterns/circuit-breaker/#foundation",
    width: 1280,
    act: async () => {},
  },
  "assessment.png": {
    path: "assessments/reliability-patterns/",
    width: 360,
    height: 720,
    act: async (page) => {
      await page.getByRole("group", { name: /^Q2/ }).getByRole("radio").nth(1).check();
      await page.getByRole("group", { name: /^Q2/ }).scrollIntoViewIfNeeded();
      await page.evaluate(() => {
        const group = document.querySelectorAll("fieldset.choice")[1];
        scrollTo(0, group.getBoundingClientRect().top + scrollY - 24);
      });
    },
  },
  "phone.png": {
    path: "patterns/saga/",
    width: 360,
    height: 720,
    colorScheme: "dark",
    act: async (page) => {
      await page.locator(".question > summary").nth(1).click();
      await page.locator(".kb-section-trap-questions").evaluate((e) => e.scrollIntoView());
    },
  },
  "study.png": { path: "study/", width: 1280, colorScheme: "dark", act: async () => {} },
  "filter.png": {
    path: "type/pattern/?show=tags:resilience",
    width: 1280,
    act: async () => {},
  },
};

const server = await serve(site, "/");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});
try {
  for (const [name, { path, width, height = 800, colorScheme = "light", act }] of Object.entries(PICTURES)) {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme,
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    await page.goto(`${server.origin}/${path}`);
    await act(page);
    await page.waitForTimeout(300); // what follows the reader has arrived
    await page.screenshot({ path: join(out, name) });
    await context.close();
  }
} finally {
  await browser.close();
  server.close();
}
