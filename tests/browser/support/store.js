/** Tabs with the store in a worker, in one profile whose storage is in files. */

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { launchProfile } from "./browser.js";
import { startServer } from "./server.js";

const ISOLATED = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/**
 * `inWorker` calls a function in the tab's worker, where `kept` is what store-worker.js makes; `start` starts another
 * worker, and gives its `inWorker`.
 * @typedef {import("playwright-core").Worker["evaluate"]} InWorker
 * @typedef {{ page: import("playwright-core").Page, inWorker: InWorker, start: () => Promise<InWorker> }} Tab
 */

/**
 * One server and one profile for a file of tests. `sharedTab` is one tab for all tests that leave it as it was;
 * `elsewhere` is the same site as another origin, whose storage is its own.
 * @returns {{
 *   sharedTab: () => Promise<Tab>, elsewhere: () => string,
 *   openTab: (t: import("node:test").TestContext, origin?: string) => Promise<Tab>,
 * }}
 */
export function useStore() {
  /** @type {Awaited<ReturnType<typeof startServer>>} */
  let server;
  /** @type {import("playwright-core").BrowserContext} */
  let context;
  /** @type {Promise<Tab> | undefined} */
  let shared;
  let source = "";
  let home = "";
  /** @type {string[]} */
  const errors = [];
  before(async () => {
    source = await readFile(new URL("store-worker.js", import.meta.url), "utf8");
    home = await mkdtemp(join(tmpdir(), "headline-store-"));
    server = await startServer();
    context = await launchProfile(home);
    context.on("weberror", (error) => errors.push(String(error.error())));
    await context.route("**/blank.html", (route) =>
      route.fulfill({
        contentType: "text/html",
        headers: ISOLATED,
        body: '<!doctype html><link rel="icon" href="data:,">',
      }),
    );
  });
  after(async () => {
    await context?.close();
    server?.stop();
    await rm(home, { recursive: true, force: true });
    assert.deepEqual(errors, [], "errors on the pages");
  });
  const open = async (/** @type {string} */ origin) => {
    const page = await context.newPage();
    await page.goto(new URL("blank.html", origin).href);
    const start = async () => {
      const started = page.waitForEvent("worker");
      await page.evaluate(startWorker, source);
      const worker = await started;
      return /** @type {InWorker} */ (worker.evaluate.bind(worker));
    };
    /** @type {Tab} */
    const tab = { page, inWorker: await start(), start };
    return tab;
  };
  return {
    sharedTab() {
      shared ??= open(server.url);
      return shared;
    },
    elsewhere() {
      const { protocol, hostname, port } = new URL(server.url);
      return `${protocol}//${hostname === "localhost" ? "127.0.0.1" : "localhost"}:${port}`;
    },
    async openTab(t, origin = server.url) {
      const tab = await open(origin);
      t.after(() => tab.page.close());
      return tab;
    },
  };
}

/** In the page, until the worker has the store. @param {string} source */
function startWorker(source) {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(url, { type: "module", name: location.origin });
  Object.assign(window, { worker });
  return new Promise((resolve, reject) => {
    worker.onmessage = () => resolve(undefined);
    worker.onerror = (event) => reject(new Error(event.message));
  });
}
