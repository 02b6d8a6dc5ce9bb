import { after, before } from "node:test";
import { useBrowser } from "./browser.js";
import { startServer } from "./server.js";

const ISOLATED = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("./browser.js").PageOptions} OpenOptions */

/**
 * One server and one browser for a file of tests.
 * @param {{ fake?: boolean }} [options] `fake`: with the stand-in module, whose runs end in seconds.
 * @returns {{ open: (t: import("node:test").TestContext, path?: string, options?: OpenOptions) => Promise<Page> }}
 */
export function useLab(options = {}) {
  /** @type {Awaited<ReturnType<typeof startServer>>} */
  let server;
  const { newPage } = useBrowser();
  before(async () => {
    server = await startServer(options);
  });
  after(() => server?.stop());
  return {
    async open(t, path = "", pageOptions = {}) {
      const page = await newPage(t, pageOptions);
      // A page of the site without anything in it, for tests of the engine alone.
      await page.context().route("**/blank.html", (route) =>
        route.fulfill({
          contentType: "text/html",
          headers: ISOLATED,
          body: '<!doctype html><link rel="icon" href="data:,">',
        }),
      );
      await page.goto(new URL(path, server.url).href);
      return page;
    },
  };
}
