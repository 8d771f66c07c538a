// Measures addresses with Lighthouse as its mobile preset does: node tools/lighthouse.mjs FOLDER RUNS < pages.json
// Reads [{name, url, skip}], writes a line of JSON for each run; only the first run asks all categories.
import {createRequire} from "node:module";
import {readFileSync} from "node:fs";
import {pathToFileURL} from "node:url";

const require = createRequire(process.argv[2] + "/node_modules/");
const lighthouse = (await import(pathToFileURL(require.resolve("lighthouse")))).default;
const launcher = await import(pathToFileURL(require.resolve("chrome-launcher")));

for (const {name, url, skip} of JSON.parse(readFileSync(0, "utf8"))) {
  for (let run = 0; run < Number(process.argv[3]); run++) {
    const chrome = await launcher.launch({
      chromePath: process.env.CHROMIUM,
      chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"],
    });
    const onlyCategories = run ? ["performance"] : ["performance", "accessibility", "seo", "best-practices"];
    const {lhr} = await lighthouse(url, {port: chrome.port, output: "json", onlyCategories, skipAudits: skip});
    await chrome.kill();
    const scores = Object.fromEntries(Object.entries(lhr.categories).map(([id, {score}]) => [id, score]));
    const failed = Object.values(lhr.audits)
      .filter(({score, scoreDisplayMode}) => scoreDisplayMode === "binary" && score === 0).map(({id}) => id);
    const value = id => lhr.audits[id].numericValue;
    console.log(JSON.stringify({
      name, run, ...scores, failed,
      lcp: value("largest-contentful-paint"), cls: value("cumulative-layout-shift"),
      blocking: value("total-blocking-time"), bytes: value("total-byte-weight"),
    }));
  }
}
