/**
 * Lighthouse's scores of a folder that `cargo xtask dist` made, compressed as a static host serves it.
 * `node docs/benchmarks/lighthouse.mjs FOLDER LIGHTHOUSE [headers|bare] [RUNS] [REPORTS]`; LIGHTHOUSE is a folder in which
 * `npm i lighthouse` was done, `headers` sends those that threads need, REPORTS is a folder for the full reports. Prints, for a phone and a desktop, the median score of
 * each category and the medians of what the first is made of, in milliseconds.
 */

import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".txt": "text/plain; charset=utf-8",
};
/** What a host may be set up to send. @type {[string, string][]} */
const ISOLATION = [
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Embedder-Policy", "require-corp"],
];
const CATEGORIES = ["performance", "accessibility", "best-practices"];
/** Not one of Lighthouse's: see blocking(). */
const PROCESSOR = "blocking-by-processor-time";
const METRICS = [
  "first-contentful-paint",
  "largest-contentful-paint",
  "total-blocking-time",
  "cumulative-layout-shift",
  "speed-index",
  PROCESSOR,
];
const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-quic",
  "--disable-background-networking",
];

/** @param {string} folder @param {boolean} isolated With the headers that threads need, so that the page is not loaded twice. */
async function serve(folder, isolated) {
  /** Compressed once, as a host's cache has it. @type {Map<string, Buffer>} */
  const kept = new Map();
  const bodyOf = async (/** @type {string} */ file) => {
    const body = kept.get(file) ?? gzipSync(await readFile(file));
    kept.set(file, body);
    return body;
  };
  const server = createServer(async (request, response) => {
    const path = normalize(
      decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname),
    );
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    const type = TYPES[/** @type {keyof typeof TYPES} */ (extname(file))];
    try {
      const body = await bodyOf(file);
      response.setHeader("Content-Type", type ?? "application/octet-stream");
      response.setHeader("Content-Encoding", "gzip");
      if (isolated) for (const [name, value] of ISOLATION) response.setHeader(name, value);
      // As GitHub Pages does.
      response.setHeader("Cache-Control", "max-age=600");
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { url: `http://localhost:${port}/`, stop: () => server.close() };
}

/**
 * Total blocking time by the main thread's processor time, at which the machine's other work does not show: what each task
 * after the first paint takes beyond 50 ms on a processor so many times slower.
 * @param {any[]} events of a trace @param {string} url @param {number} slower
 */
function blocking(events, url, slower) {
  const start = events.findLast(
    ({ name, args }) => name === "navigationStart" && args.data?.documentLoaderURL === url,
  );
  const painted = events.find(
    ({ name, pid, ts }) => name === "firstContentfulPaint" && pid === start.pid && ts >= start.ts,
  );
  const tasks = events.filter(
    ({ name, pid, tid, ts }) =>
      name.endsWith("RunTask") && pid === start.pid && tid === start.tid && ts >= painted.ts,
  );
  return tasks.reduce((sum, { tdur = 0 }) => sum + Math.max(0, (slower * tdur) / 1000 - 50), 0);
}

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

const [folder, tools, headers = "", runs = "3", reports] = process.argv.slice(2);
if (!tools)
  throw new Error(
    "node docs/benchmarks/lighthouse.mjs FOLDER LIGHTHOUSE [HEADERS] [RUNS] [REPORTS]",
  );
const module = (/** @type {string} */ path) =>
  import(pathToFileURL(join(tools, "node_modules", path)).href);
const { default: lighthouse, desktopConfig } = await module("lighthouse/core/index.js");
const { launch } = await module("chrome-launcher/dist/index.js");
const site = await serve(folder, headers === "headers");
for (const [device, config] of [
  ["phone", undefined],
  ["desktop", desktopConfig],
]) {
  const found = [];
  for (let i = 0; i < Number(runs); i += 1) {
    const chrome = await launch({
      chromePath: process.env.HEADLINE_CHROMIUM ?? "/usr/bin/chromium",
      chromeFlags: FLAGS,
    });
    const flags = {
      port: chrome.port,
      logLevel: "error",
      output: "json",
      onlyCategories: CATEGORIES,
    };
    const { lhr, report, artifacts } = await lighthouse(site.url, flags, config);
    chrome.kill();
    const numericValue = blocking(artifacts.Trace.traceEvents, site.url, config ? 1 : 4);
    lhr.audits[PROCESSOR] = { numericValue };
    if (reports) await writeFile(join(reports, `${device}-${i + 1}.json`), report);
    found.push(lhr);
  }
  const scores = CATEGORIES.map((name) => [
    name,
    Math.round(100 * median(found.map((one) => one.categories[name].score ?? 0))),
  ]);
  const metrics = METRICS.map((name) => [
    name,
    Number(median(found.map((one) => one.audits[name].numericValue ?? Number.NaN)).toFixed(3)),
  ]);
  process.stdout.write(
    `${device} ${JSON.stringify(Object.fromEntries([...scores, ...metrics]))}\n`,
  );
}
site.stop();
