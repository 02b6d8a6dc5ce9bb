import assert from "node:assert/strict";
import { after, before } from "node:test";
import { chromium } from "playwright-core";

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

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").BrowserContext} BrowserContext */
/**
 * `expected`: errors that the test is about; `prepare`: done before the page is opened; `size`: the lessons' size, as if
 * the visit had begun with it, or null to let the machine decide, which on a busy one is a matter of luck; `context`:
 * what the profile is like beyond that, such as a person's wish for dark colours or still pictures.
 * @typedef {{
 *   expected?: RegExp[], viewport?: { width: number, height: number }, size?: string | null,
 *   prepare?: (context: BrowserContext) => Promise<unknown>,
 *   context?: import("playwright-core").BrowserContextOptions,
 * }} PageOptions
 */

const executablePath = process.env.HEADLINE_CHROMIUM ?? "/usr/bin/chromium";

/** @param {string[]} [more] arguments for Chromium */
export function launchChromium(more = []) {
  return chromium.launch({ executablePath, args: [...ARGUMENTS, ...more] });
}

/** A Chromium with one profile, whose storage is in files as a person's is. @param {string} folder for the profile */
export function launchProfile(folder) {
  return chromium.launchPersistentContext(folder, { executablePath, args: ARGUMENTS });
}

/**
 * One Chromium for a file of tests; a page of it lives in a profile of its own.
 * @param {string[]} [more] arguments for Chromium
 * @returns {{ newPage: (t: import("node:test").TestContext, options?: PageOptions) => Promise<Page> }}
 */
export function useBrowser(more) {
  /** @type {import("playwright-core").Browser} */
  let browser;
  before(async () => {
    browser = await launchChromium(more);
  });
  after(() => browser?.close());
  return { newPage: (t, options = {}) => newPage(t, browser, options) };
}

/**
 * Any error of the page that was not expected fails the test.
 * @param {import("node:test").TestContext} t
 * @param {import("playwright-core").Browser} browser
 * @param {PageOptions} options
 */
async function newPage(t, browser, options) {
  const { expected = [], viewport = { width: 1280, height: 720 }, prepare } = options;
  const { size = "classroom" } = options;
  const context = await browser.newContext({ viewport, ...options.context });
  /** @type {string[]} */
  const errors = [];
  const note = (/** @type {string} */ error) => {
    if (!expected.some((pattern) => pattern.test(error))) errors.push(error);
  };
  context.on("weberror", (webError) =>
    note(`uncaught: ${webError.error().stack ?? webError.error()}`),
  );
  context.on("page", (page) => {
    page.setDefaultTimeout(60_000);
    page.on("crash", () => note("the page crashed"));
    page.on("console", (message) => {
      if (message.type() === "error")
        note(`console: ${message.text()} (${message.location().url})`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400) note(`HTTP ${response.status()}: ${response.url()}`);
    });
  });
  t.after(async () => {
    await context.close();
    assert.deepEqual(errors, [], "errors on the page");
  });
  if (size !== null) await context.addInitScript(remember, size);
  await prepare?.(context);
  return context.newPage();
}

/** Remembers a size as www/ui/state/machine.js does. @param {string} size */
function remember(size) {
  try {
    sessionStorage.setItem("headline-lab.lesson-size", size);
  } catch {
    // Without storage the machine decides.
  }
}
