// Drives a VS Code in a browser, and says what it shows: `node drive.mjs URL FOLDER SCREENSHOTS`.
//
// It opens `app.py`, and prints as JSON what is underlined, what the problems are, what the hover
// says, what the light bulb offers, and the text after one of the offers was taken.
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const [url, folder, screenshots] = process.argv.slice(2);
const { chromium } = createRequire(path.join(process.env.VSCODE_MODULES, "x.js"))("playwright-core");
const patience = 120_000;
mkdirSync(screenshots, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu"],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
page.setDefaultTimeout(patience);
const seen = {};
try {
  await page.goto(`${url}/?folder=${encodeURIComponent(folder)}`);
  await page.waitForSelector(".monaco-workbench .explorer-viewlet .monaco-list-row");
  await page.keyboard.press("Control+P");
  await page.locator(".quick-input-widget input").first().fill("app.py");
  await page.waitForSelector(".quick-input-widget .monaco-list-row:has-text('app.py')");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".monaco-editor .squiggly-error");
  seen.underlined = await page.evaluate(underlined);

  await page.keyboard.press("Control+Shift+M");
  const problems = page.locator(".markers-panel .monaco-list-row");
  await problems.nth(1).waitFor();
  await problems.nth(1).click();
  await page.keyboard.press("ArrowRight"); // unfold what is related
  await problems.nth(2).waitFor();
  seen.problems = (await problems.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, " ").trim());
  await page.screenshot({ path: path.join(screenshots, "problems.png") });

  await page.locator(".view-line span:text('order')").first().hover();
  const hover = page.locator(".monaco-hover:visible .hover-contents").first();
  await hover.waitFor();
  seen.hover = await hover.innerText();
  await page.screenshot({ path: path.join(screenshots, "hover.png") });
  await page.keyboard.press("Escape");

  await page.locator(".view-line:has-text('reserve')").first().click();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  const offers = page.locator(".action-widget .monaco-list-row.action");
  for (let tries = 10; tries > 0 && !(await offers.count()); tries -= 1) {
    await page.keyboard.press("Control+."); // shows nothing if the editor is busy
    await offers.first().waitFor({ timeout: patience / 10 }).catch(() => {});
  }
  seen.offers = (await offers.allInnerTexts()).map((text) => text.trim());
  await page.screenshot({ path: path.join(screenshots, "offers.png") });
  await offers.filter({ hasText: "Ignore" }).first().click();
  await page.waitForFunction(() => !document.querySelector(".monaco-editor .squiggly-error"));
  seen.silenced = await text();
  await page.screenshot({ path: path.join(screenshots, "silenced.png") });

  // What is typed is checked before it is saved: here without the comment, and with a sleep.
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText("import asyncio\nimport time\n\n\nasync def order():\n    time.sleep(1)\n");
  await page.waitForSelector(".monaco-editor .squiggly-error");
  const awaits = () => document.querySelector(".view-lines").innerText.includes("await");
  for (let tries = 10; tries > 0 && !(await page.evaluate(awaits)); tries -= 1) {
    await page.keyboard.press("Control+S"); // gives up on fixes that take the editor long
    await page.waitForFunction(awaits, null, { timeout: patience / 10 }).catch(() => {});
  }
  seen.fixed = await text();
  await page.screenshot({ path: path.join(screenshots, "fixed.png") });
} catch (error) {
  await page.screenshot({ path: path.join(screenshots, "failed.png") });
  throw error;
} finally {
  await browser.close();
}
console.log(JSON.stringify(seen));

/** The lines of the editor. Blanks are shown as no-break spaces. */
async function text() {
  const lines = await page.evaluate(() =>
    [...document.querySelectorAll(".monaco-editor .view-line")]
      .sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top)
      .map((line) => line.innerText),
  );
  return lines.map((line) => line.replaceAll("\u00a0", " "));
}

/** The text above the first underlining, found by where it is on the screen. */
function underlined() {
  const box = document.querySelector(".monaco-editor .squiggly-error").getBoundingClientRect();
  let found = "";
  for (const line of document.querySelectorAll(".monaco-editor .view-line")) {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      for (let at = 0; at < node.length; at += 1) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const place = range.getBoundingClientRect();
        const middle = (place.left + place.right) / 2;
        const inLine = place.top < box.bottom && place.bottom > box.top;
        if (inLine && place.width && middle > box.left && middle < box.right) {
          found += node.data[at];
        }
      }
    }
  }
  return found;
}
