import { launchChromium } from "../../browser/support/browser.js";

/** Chromium by Playwright. @returns {Promise<import("./driver.js").Driver>} */
export async function openChromium() {
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  page.setDefaultTimeout(20_000);
  /** @type {string[]} */
  const errors = [];
  page.context().on("weberror", (error) => errors.push(`uncaught: ${error.error()}`));
  page.on("crash", () => errors.push("the page crashed"));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
  });
  const first = (/** @type {string} */ xpath) => page.locator(`xpath=${xpath}`).first();
  return {
    open: async (url) => {
      await page.goto(url);
    },
    press: (xpath) => first(xpath).click(),
    write: (xpath, text) => first(xpath).fill(text),
    choose: async (xpath, value) => {
      await first(xpath).selectOption(value);
    },
    upload: (xpath, path) => first(xpath).setInputFiles(path),
    read: async (xpath) => ((await first(xpath).count()) ? first(xpath).innerText() : null),
    screenshot: async (path) => {
      await page.screenshot({ path });
    },
    errors: () => errors,
    close: () => browser.close(),
  };
}
