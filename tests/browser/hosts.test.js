/** The folder of `cargo xtask dist` on hosts that know nothing of it, and without a network. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { german } from "../../www/ui/text.de.js";
import { useBrowser } from "./support/browser.js";
import { useFolder } from "./support/folder.js";
import { startHost, startPython } from "./support/host.js";
import { chooseSize, press, untilReady, untilRuns, upload } from "./support/page.js";
import { snappyParquet } from "./support/parquet.js";
import { madeUpTitles } from "./support/titles.js";

/** An address that is no secure context, as one in the local network. */
const ELSEWHERE = "elsewhere.test";
const folder = useFolder();
const { newPage } = useBrowser([`--host-resolver-rules=MAP ${ELSEWHERE} 127.0.0.1`]);

/** @typedef {import("playwright-core").Page} Page */

/**
 * Counts from now on how often the page is loaded, and which of the loads were painted.
 * @param {Page} page
 */
async function watchLoads(page) {
  const loads = { begun: 0, /** @type {Set<number>} */ painted: new Set() };
  await page.exposeBinding("noteLoad", () => {
    loads.begun += 1;
    return loads.begun;
  });
  await page.exposeBinding("notePaint", (_, load) => loads.painted.add(load));
  await page.addInitScript(() => {
    const { noteLoad, notePaint } = /** @type {any} */ (window);
    const load = noteLoad();
    new PerformanceObserver(async () => notePaint(await load)).observe({
      type: "paint",
      buffered: true,
    });
  });
  return loads;
}

/** Trains the Tiny size for a few updates. @param {Page} page */
async function trainABit(page) {
  await untilReady(page);
  await chooseSize(page, "Tiny");
  await press(page, "Train both");
  const trained = (/** @type {{ step: number }[]} */ runs) =>
    runs.length > 0 && runs.every(({ step }) => step >= 2);
  await untilRuns(page, trained, "the first updates", 60_000);
}

/** The training that the load before left is back. @param {Page} page */
async function untilBack(page) {
  await page.getByRole("button", { name: "Go on", exact: true }).waitFor();
}

/** @param {Page} page */
function line(page) {
  return page.getByLabel("About this page");
}

/** @param {Page} page */
async function untilOffline(page) {
  await line(page).getByText("offline ready").waitFor();
}

/** @param {Page} page */
function isIsolated(page) {
  return page.evaluate(() => crossOriginIsolated);
}

/** @param {Page} page */
function versionOf(page) {
  return page.evaluate(() => document.documentElement.dataset.version);
}

test("below a path: loaded twice and painted once, isolated, trains, and is kept for later", async (t) => {
  const host = await startHost(t, folder.path(), { below: "/some/where/" });
  const page = await newPage(t);
  const loads = await watchLoads(page);
  await page.goto(host.url);
  await untilReady(page);
  assert.equal(await isIsolated(page), true);
  assert.equal(loads.begun, 2);
  await trainABit(page);
  await untilOffline(page);
  await page.reload();
  await untilBack(page);
  assert.equal(loads.begun, 3, "once it is isolated it is loaded once");
  assert.ok(!loads.painted.has(1), "the load that was given up was painted");
  assert.ok(loads.painted.has(3), "paints are seen at all");
  const outside = host.requests.filter((path) => !path.startsWith("/some/where/"));
  assert.deepEqual(outside, []);
});

test("Python's host serves it", async (t) => {
  const url = await startPython(t, folder.path());
  if (url === null) {
    console.error("\n*** NOT TESTED: there is no python3 here to serve the folder. ***\n");
    t.skip("there is no python3");
    return;
  }
  const page = await newPage(t);
  await page.goto(url);
  await trainABit(page);
  assert.equal(await isIsolated(page), true);
});

test("a host that sends the headers itself: loaded once, and kept for later", async (t) => {
  const headers = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
  };
  const host = await startHost(t, folder.path(), { headers });
  const page = await newPage(t);
  const loads = await watchLoads(page);
  await page.goto(host.url);
  await untilReady(page);
  await untilOffline(page);
  assert.equal(await isIsolated(page), true);
  assert.equal(loads.begun, 1);
});

test("plain http in the local network: it works in one thread at once", async (t) => {
  const host = await startHost(t, folder.path());
  const page = await newPage(t);
  const loads = await watchLoads(page);
  await page.goto(`http://${ELSEWHERE}:${host.port}/`);
  assert.equal(await page.evaluate(() => isSecureContext), false);
  await trainABit(page);
  assert.match(await line(page).innerText(), /1 thread/);
  assert.equal(loads.begun, 1);
});

test("service workers refused: one load, one thread", async (t) => {
  const host = await startHost(t, folder.path());
  const page = await newPage(t);
  const loads = await watchLoads(page);
  await page.addInitScript(() => {
    ServiceWorkerContainer.prototype.register = () =>
      Promise.reject(new DOMException("refused", "SecurityError"));
  });
  await page.goto(host.url);
  await trainABit(page);
  assert.equal(loads.begun, 1);
  assert.match(await line(page).innerText(), /1 thread/);
});

test("storage refused: it trains, and is loaded twice at most even where that does not help", async (t) => {
  const host = await startHost(t, folder.path());
  const page = await newPage(t);
  const loads = await watchLoads(page);
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException("refused", "SecurityError");
    };
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
      Object.defineProperty(window, name, { get: refuse });
    Object.defineProperty(navigator, "storage", { get: refuse });
    // As in a browser that is never isolated and never has the worker answer.
    Object.defineProperty(window, "crossOriginIsolated", { get: () => false });
    Object.defineProperty(ServiceWorkerContainer.prototype, "controller", { get: () => null });
  });
  await page.goto(host.url);
  await trainABit(page);
  assert.equal(loads.begun, 2);
});

test("a worker that comes late changes nothing: the page is not loaded again under a person's hands", async (t) => {
  const host = await startHost(t, folder.path());
  /** @type {() => void} */
  let release = () => {};
  const released = new Promise((resolve) => {
    release = () => resolve(undefined);
  });
  const late = () =>
    Object.assign(window, {
      held: ServiceWorkerContainer.prototype.register,
    });
  const page = await newPage(t);
  const loads = await watchLoads(page);
  await page.exposeFunction("workerMayCome", () => released);
  await page.addInitScript(late);
  await page.addInitScript(() => {
    const { held, workerMayCome } = /** @type {any} */ (window);
    ServiceWorkerContainer.prototype.register = async function (...args) {
      await workerMayCome();
      return held.apply(this, args);
    };
  });
  await page.goto(host.url);
  await trainABit(page);
  release();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await press(page, "Pause");
  await page.getByRole("button", { name: "Go on", exact: true }).waitFor();
  assert.equal(loads.begun, 1);
  assert.equal(await isIsolated(page), false);
});

test("from a file: a sentence and the command", async (t) => {
  const page = await newPage(t, { expected: [/file:/] });
  const file = join(folder.path(), "index.html");
  await page.goto(pathToFileURL(file).href);
  await page.getByText("python3 -m http.server").waitFor();
  const shown = (await page.locator("body").innerText()).trim();
  assert.match(shown, /^A browser does not start Headline Lab from a file: run .+\.$/s);
});

test("what is loaded late is there, and finds what it needs", async (t) => {
  const host = await startHost(t, folder.path());
  const page = await newPage(t);
  await page.goto(`${host.url}?lang=en`);
  await untilReady(page);
  const first = await page.evaluate(() => performance.getEntriesByType("resource").length);
  assert.ok(first < 50, `the page asked for ${first} files before the first click`);
  const titles = madeUpTitles(3000).map((title, i) => `${i},"${title}, ${i}"`);
  const chosen = [
    { name: "a.csv.gz", buffer: gzipSync(`id,title\n${titles.join("\n")}\n`) },
    { name: "b.parquet", buffer: Buffer.from(await snappyParquet("few").arrayBuffer()) },
  ].map((file) => ({ ...file, mimeType: "application/octet-stream" }));
  assert.equal(await upload(page, chosen, "a.csv.gz + 1"), "");
  await trainABit(page);
  await press(page, "Pause");
  await press(page, "Share");
  await page.getByRole("img", { name: /^QR code of / }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    press(page, "Make the hand-in"),
  ]);
  const style = /<style>[\s\S]*?<\/style>/.exec(await readFile(await download.path(), "utf8"))?.[0];
  for (const token of ["--paper:", "--run-9:", "prefers-color-scheme", '[data-ink="9"]'])
    assert.ok(style?.includes(token), `the hand-in has no ${token}`);
  await page.goto(`${host.url}?lang=de`);
  await page.getByRole("button", { name: german.controls.goOn, exact: true }).waitFor();
});

test("a script that does not load ends in a sentence", async (t) => {
  const host = await startHost(t, folder.path());
  const page = await newPage(t, { expected: [/first-.*\.js|ERR_FAILED/] });
  await page.context().route("**/chunks/first-*.js", (route) => route.abort());
  await page.goto(host.url);
  await page.getByText("could not be loaded").waitFor();
});

test("without a network the page opens and trains, also by an address with settings", async (t) => {
  const host = await startHost(t, folder.path(), { below: "/lab/" });
  const page = await newPage(t);
  await page.goto(host.url);
  await untilOffline(page);
  await host.stop();
  await page.reload();
  await trainABit(page);
  assert.equal(await isIsolated(page), true);
  await page.goto(`${host.url}index.html?from=a-link#here`);
  await untilBack(page);
});

test("a newer version takes over at the next load, whole, and what the older kept is gone", async (t) => {
  const host = await startHost(t, folder.path());
  const newer = await folder.other("newer");
  const script = (/** @type {Page} */ page) =>
    page.evaluate(async () => (await fetch("pkg/plain/headline_lab.js")).text());
  const page = await newPage(t);
  await page.goto(host.url);
  await untilOffline(page);
  const first = await versionOf(page);

  host.serve(newer);
  await page.reload();
  await untilReady(page);
  assert.equal(await versionOf(page), first, "what is kept comes first");
  await line(page).getByText("a newer version is here").waitFor();
  assert.doesNotMatch(await script(page), /newer/, "a page gets its own version's files");

  // Another page of the older version is open: it keeps its files, and the newer version waits.
  const other = await page.context().newPage();
  await other.goto(host.url);
  await untilReady(other);
  assert.equal(await versionOf(other), first);
  assert.doesNotMatch(await script(other), /newer/);
  await other.close();
  // The browser counts a page that was closed for a moment more.
  const isAlone = async () => {
    const { port1, port2 } = new MessageChannel();
    const alone = new Promise((resolve) => {
      port1.onmessage = ({ data }) => resolve(data.taken);
    });
    (await navigator.serviceWorker.getRegistration())?.waiting?.postMessage("is alone", [port2]);
    return alone;
  };
  while (!(await page.evaluate(isAlone))) await page.waitForTimeout(50);

  const loads = await watchLoads(page);
  await page.reload();
  await untilReady(page);
  assert.notEqual(await versionOf(page), first);
  assert.match(await script(page), /newer/);
  assert.ok(loads.begun <= 2, `loaded ${loads.begun} times`);
  assert.equal(await isIsolated(page), true);
  await untilOffline(page);
  const kept = await page.evaluate(() => caches.keys());
  assert.equal(kept.length, 1, kept.join(", "));
  await trainABit(page);
});
