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
 * `inWorker` calls a function in the tab's worker, where `kept` is what store-worker.js makes.
 * @typedef {{ page: import("playwright-core").Page, inWorker: import("playwright-core").Worker["evaluate"] }} Tab
 */

/**
 * One server and one profile for a file of tests.
 * @returns {{ openTab: (t: import("node:test").TestContext) => Promise<Tab>, origin: () => string }}
 */
export function useStore() {
  /** @type {Awaited<ReturnType<typeof startServer>>} */
  let server;
  /** @type {import("playwright-core").BrowserContext} */
  let context;
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
  });
  return {
    origin: () => new URL(server.url).origin,
    async openTab(t) {
      const page = await context.newPage();
      t.after(async () => {
        await page.close();
        assert.deepEqual(errors.splice(0), [], "errors on the page");
      });
      await page.goto(new URL("blank.html", server.url).href);
      const started = page.waitForEvent("worker");
      await page.evaluate(startWorker, source);
      const worker = await started;
      return { page, inWorker: worker.evaluate.bind(worker) };
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
