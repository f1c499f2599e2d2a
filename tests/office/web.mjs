// Opens web pages in Chromium as people do: on a phone and a desktop, light and dark, with and without scripts, and prints them.
//
// Usage: node web.mjs CHROMIUM FILE.html…  (with puppeteer-core and axe-core installed beside it, NODE_PATH naming them)
// Fails where something is cut, logged, fetched, inaccessible, or does not sort, filter or open.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const installed = createRequire(`${process.env.NODE_PATH}/`);
const puppeteer = installed("puppeteer-core");
const axe = readFileSync(installed.resolve("axe-core/axe.min.js"), "utf8");

const [chromium, ...files] = process.argv.slice(2);
// A4 on its side between its margins, at 96 pixels an inch.
const PAPER = 952;
const wrong = [];
let checked = 0;

function expect(holds, what) {
  checked += 1;
  if (!holds) wrong.push(what);
}

// The exact figure a cell is sorted by; none where it has none.
const figures = (body, column) =>
  [...body.rows]
    .filter((row) => !row.matches(".section, .total"))
    .map((row) => row.cells[column].dataset.sort)
    .filter((exact) => exact !== undefined)
    .map((exact) => (/^\d+-\d+-\d+$/.test(exact) ? [Date.parse(exact), 1] : exact.split("/").map(Number)))
    .map(([above, below]) => above / (below ?? 1));

async function open(browser, file, { width, dark, scripts }) {
  const page = await browser.newPage();
  const name = `${basename(file)} at ${width}${dark ? " dark" : ""}${scripts ? "" : " without scripts"}`;
  page.on("console", (message) => wrong.push(`${name}: console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`${name}: ${error}`));
  page.on("request", (request) => {
    if (request.url() !== pathToFileURL(resolve(file)).href && !request.url().startsWith(`${pathToFileURL(resolve(file)).href}#`)) {
      wrong.push(`${name}: asks for ${request.url()}`);
    }
  });
  await page.setJavaScriptEnabled(scripts);
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }]);
  await page.setViewport({ width, height: 900 });
  await page.goto(pathToFileURL(resolve(file)).href, { waitUntil: "load" });
  return [page, name];
}

async function look(browser, file, view) {
  const [page, name] = await open(browser, file, { ...view, scripts: true });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow <= 0, `${name}: wider than the screen by ${overflow} px`);
  // The tool's own policy keeps scripts out: axe is put in past it, by the debugger.
  const { violations } = await page.evaluate(`(() => { ${axe}; return axe.run(document, { resultTypes: ["violations"] }); })()`);
  const serious = violations.filter((one) => ["serious", "critical"].includes(one.impact));
  expect(serious.length === 0, `${name}: ${serious.map((one) => `${one.id} (${one.nodes[0].html.slice(0, 120)})`).join("; ")}`);
  await page.close();
}

async function work(browser, file) {
  const [page, name] = await open(browser, file, { width: 1280, dark: false, scripts: true });
  const sorted = await page.evaluate((text) => {
    const figures = eval(text);
    const results = [];
    for (const table of document.querySelectorAll("table[id]")) {
      for (const [column, heading] of [...(table.tHead.rows[table.tHead.rows.length - 1]?.cells ?? [])].entries()) {
        const button = heading.querySelector("button");
        if (button === null || figures(table.tBodies[0], column).length < 2) continue;
        const all = () => [...table.tBodies].map((body) => figures(body, column));
        const before = table.querySelectorAll("tbody > tr").length;
        button.click();
        const up = all().every((list) => list.every((one, place) => place === 0 || list[place - 1] <= one));
        const says = heading.getAttribute("aria-sort");
        button.click();
        const down = all().every((list) => list.every((one, place) => place === 0 || list[place - 1] >= one));
        results.push([table.id, column, up, down, says === "ascending", before === table.querySelectorAll("tbody > tr").length]);
      }
    }
    return results;
  }, `(${figures})`);
  for (const [id, column, up, down, says, whole] of sorted) {
    expect(up && down && says && whole, `${name}: ${id} column ${column}: up ${up}, down ${down}, said ${says}, nothing lost ${whole}`);
  }
  const input = await page.$(".filter input");
  if (input !== null) {
    const wanted = await page.evaluate((one) => {
      const table = one.closest(".filter").nextElementSibling.querySelector("table");
      const rows = [...table.querySelectorAll("tbody > tr:not(.section, .total)")];
      const word = rows[rows.length - 1].cells[1].textContent.trim();
      return [word.normalize("NFD").replace(/\p{Mn}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D").toUpperCase(), word, rows.length];
    }, input);
    await input.type(wanted[0]);
    const left = await page.evaluate((one) => {
      const table = one.closest(".filter").nextElementSibling.querySelector("table");
      const rows = [...table.querySelectorAll("tbody > tr:not(.section, .total)")].filter((row) => row.offsetParent !== null);
      return [rows.map((row) => row.cells[1].textContent.trim()), one.closest(".filter").querySelector("output").textContent];
    }, input);
    expect(left[0].length >= 1 && left[0].length < wanted[2] && left[0].includes(wanted[1]), `${name}: filtered by ${wanted[0]}: ${left[0]}`);
    expect(left[1] === `${left[0].length} trong ${wanted[2]} dòng`, `${name}: the filter says ${left[1]}`);
  }
  const opened = await page.evaluate(async () => {
    const links = [...document.querySelectorAll("td a[href^='#']")];
    const missing = links.filter((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))) === null);
    const some = links.filter((_, place) => place % Math.ceil(links.length / 20) === 0);
    const hidden = [];
    for (const link of some) {
      link.click();
      await new Promise((done) => setTimeout(done, 30));
      const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (target === null || !target.checkVisibility()) hidden.push(link.hash);
    }
    return [links.length, missing.length, hidden];
  });
  expect(opened[1] === 0, `${name}: ${opened[1]} of ${opened[0]} figures open nothing`);
  expect(opened[2].length === 0, `${name}: not opened: ${opened[2]}`);
  await page.close();
  return [sorted.length, opened[0]];
}

// On A4 on its side: nothing beside the paper, of the derivations those that are open, whatever else there is.
async function printed(browser, file) {
  const [page, name] = await open(browser, file, { width: PAPER, dark: true, scripts: true });
  await page.emulateMediaType("print");
  const wide = await page.evaluate(() => {
    const paper = document.documentElement.clientWidth;
    return [...document.querySelectorAll("table, p, dl, svg, h2")].filter((one) => one.getBoundingClientRect().right > paper + 1).map((one) => one.id || one.tagName);
  });
  expect(wide.length === 0, `${name}, printed: beside the paper: ${wide}`);
  const shown = () => page.evaluate(() => [...document.querySelectorAll("#giai-trinh, #giai-trinh details")].map((one) => one.checkVisibility()));
  const closed = await shown();
  expect(!closed.includes(true), `${name}, printed: closed derivations are on paper`);
  if (closed.length > 1) {
    await page.evaluate(() => { document.querySelector("#giai-trinh details").open = true; });
    const opened = await shown();
    expect(opened[0] && opened[1] && !opened.slice(2).includes(true), `${name}, printed: one open derivation, on paper ${opened}`);
  }
  const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(["rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"].includes(paper), `${name}, printed: the paper is ${paper}`);
  await page.close();
}

async function withoutScripts(browser, file) {
  const [page, name] = await open(browser, file, { width: 1280, dark: false, scripts: false });
  const text = await page.$eval("body", (body) => body.innerText.length);
  const dead = (await page.$$("button, input")).length;
  expect(text > 500 && dead === 0, `${name}: ${text} letters, ${dead} dead controls`);
  await page.close();
}

const browser = await puppeteer.launch({ executablePath: chromium, headless: true, args: ["--no-sandbox", "--disable-gpu"] });
for (const file of files) {
  for (const width of [390, 1280]) for (const dark of [false, true]) await look(browser, file, { width, dark });
  const [columns, links] = await work(browser, file);
  await withoutScripts(browser, file);
  await printed(browser, file);
  console.log(`${basename(file)}: ${columns} columns sorted, ${links} figures open`);
}
await browser.close();
for (const what of wrong) console.error(what);
console.log(`${checked} checks of ${files.length} pages, ${wrong.length} failed`);
process.exit(wrong.length === 0 && files.length > 0 ? 0 : 1);
