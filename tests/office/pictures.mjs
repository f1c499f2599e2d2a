// Draws web pages as people see them: on a phone and a desktop, light and dark, and as they are printed.
//
// Usage: node pictures.mjs CHROMIUM FOLDER FILE.html…  (with puppeteer-core installed, NODE_PATH naming where)
// Writes NAME-390.png, NAME-390-dark.png, NAME-1280.png, NAME-1280-dark.png and NAME-printed.pdf into the folder.

import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const puppeteer = createRequire(`${process.env.NODE_PATH}/`)("puppeteer-core");
const [chromium, folder, ...files] = process.argv.slice(2);

const browser = await puppeteer.launch({ executablePath: chromium, headless: true, args: ["--no-sandbox", "--disable-gpu"] });
for (const file of files) {
  const name = join(folder, basename(file, ".html"));
  const page = await browser.newPage();
  for (const width of [390, 1280]) {
    for (const dark of [false, true]) {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }]);
      await page.setViewport({ width, height: 900 });
      await page.goto(pathToFileURL(resolve(file)).href, { waitUntil: "load" });
      // Browsers draw no picture higher than this.
      const height = Math.min(await page.evaluate(() => document.documentElement.scrollHeight), 8000);
      await page.screenshot({ path: `${name}-${width}${dark ? "-dark" : ""}.png`, clip: { x: 0, y: 0, width, height } });
    }
  }
  await page.pdf({ path: `${name}-printed.pdf`, preferCSSPageSize: true });
  await page.close();
  console.log(`${basename(file)}: four pictures, and printed`);
}
await browser.close();
