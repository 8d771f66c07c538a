// Looks at every address with pa11y, in one browser: node tools/pa11y.mjs FOLDER < looks.json
// FOLDER holds node_modules. Reads [{name, url, theme, width}], writes a line of JSON for each.
import {createRequire} from "node:module";
import {readFileSync} from "node:fs";

const require = createRequire(process.argv[2] + "/node_modules/");
const pa11y = require("pa11y");
const puppeteer = require("puppeteer");

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu"],
});
for (const look of JSON.parse(readFileSync(0, "utf8"))) {
  const page = await browser.newPage();
  await page.emulateMediaFeatures([{name: "prefers-color-scheme", value: look.theme}]);
  const result = await pa11y(look.url, {
    browser, page,
    standard: "WCAG2AA",
    runners: ["axe", "htmlcs"],
    includeWarnings: false,
    timeout: 60000,
    viewport: {width: look.width, height: 900, isMobile: look.width < 600},
  });
  const issues = result.issues.map(({code, selector, message, runner}) => ({code, selector, message, runner}));
  console.log(JSON.stringify({name: look.name, title: result.documentTitle, issues}));
  await page.close();
}
await browser.close();
