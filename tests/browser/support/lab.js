import assert from "node:assert/strict";
import { after, before } from "node:test";
import { chromium } from "playwright-core";
import { startServer } from "./server.js";

// Without the background flags Chromium asks for hosts that a closed network refuses, many at a time.
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const ISOLATED = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** @typedef {import("playwright-core").Page} Page */

/**
 * One server and one browser for a file of tests.
 * @returns {{ open: (t: import("node:test").TestContext, path?: string, options?: OpenOptions) => Promise<Page> }}
 */
export function useLab() {
  /** @type {Awaited<ReturnType<typeof startServer>>} */
  let server;
  /** @type {import("playwright-core").Browser} */
  let browser;
  before(async () => {
    server = await startServer();
    const executablePath = process.env.HEADLINE_CHROMIUM ?? "/usr/bin/chromium";
    browser = await chromium.launch({ executablePath, args: ARGUMENTS });
  });
  after(async () => {
    await browser?.close();
    server?.stop();
  });
  return {
    open: (t, path = "", options = {}) => open(t, browser, new URL(path, server.url), options),
  };
}

/** @typedef {{ expected?: RegExp[], viewport?: { width: number, height: number } }} OpenOptions errors that the test is about */

/**
 * Opens a page of its own; any error of it that was not expected fails the test.
 * @param {import("node:test").TestContext} t
 * @param {import("playwright-core").Browser} browser
 * @param {URL} url
 * @param {OpenOptions} options
 */
async function open(t, browser, url, { expected = [], viewport = { width: 1280, height: 720 } }) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  /** @type {string[]} */
  const errors = [];
  const note = (/** @type {string} */ error) => {
    if (!expected.some((pattern) => pattern.test(error))) errors.push(error);
  };
  context.on("weberror", (webError) =>
    note(`uncaught: ${webError.error().stack ?? webError.error()}`),
  );
  page.on("crash", () => note("the page crashed"));
  page.on("console", (message) => {
    if (message.type() === "error") note(`console: ${message.text()} (${message.location().url})`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) note(`HTTP ${response.status()}: ${response.url()}`);
  });
  // A page of the site without anything in it, for tests of the engine alone.
  await context.route("**/blank.html", (route) =>
    route.fulfill({
      contentType: "text/html",
      headers: ISOLATED,
      body: '<!doctype html><link rel="icon" href="data:,">',
    }),
  );
  t.after(async () => {
    await context.close();
    assert.deepEqual(errors, [], "errors on the page");
  });
  await page.goto(url.href);
  return page;
}
