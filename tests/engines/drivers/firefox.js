import puppeteer from "puppeteer-core";

/**
 * Firefox by puppeteer, over WebDriver BiDi.
 * @param {string} executablePath
 * @returns {Promise<import("./driver.js").Driver>}
 */
export async function openFirefox(executablePath) {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath,
    headless: true,
    // Nothing but the page: no updates, no first steps, no reports, which a closed network would refuse one by one.
    extraPrefsFirefox: {
      "app.update.enabled": false,
      "browser.shell.checkDefaultBrowser": false,
      "datareporting.policy.dataSubmissionEnabled": false,
      "network.captive-portal-service.enabled": false,
      "network.connectivity-service.enabled": false,
      "services.settings.server": "data:,",
      "toolkit.telemetry.enabled": false,
    },
  });
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 720 });
  page.setDefaultTimeout(20_000);
  /** @type {string[]} */
  const errors = [];
  page.on("pageerror", (error) => errors.push(`uncaught: ${error}`));
  page.on("error", (error) => errors.push(`the page crashed: ${error}`));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
  });
  const first = (/** @type {string} */ xpath) => page.locator(`xpath/${xpath}`);
  return {
    open: async (url) => {
      await page.goto(url);
    },
    press: (xpath) => first(xpath).click(),
    write: (xpath, text) => first(xpath).fill(text),
    async choose(xpath, value) {
      // The options may come later than the list.
      await page.waitForSelector(`xpath/${xpath}/option[@value="${value}"]`);
      await first(xpath).fill(value);
    },
    async upload(xpath, path) {
      const input = /** @type {import("puppeteer-core").ElementHandle<HTMLInputElement>} */ (
        await page.waitForSelector(`xpath/${xpath}`)
      );
      await input.uploadFile(path);
    },
    async read(xpath) {
      const found = await page.$(`xpath/${xpath}`);
      const text = (/** @type {Element} */ element) =>
        /** @type {HTMLElement} */ (element).innerText;
      return (await found?.evaluate(text)) ?? null;
    },
    screenshot: async (path) => {
      await page.screenshot({ path: /** @type {`${string}.png`} */ (path) });
    },
    errors: () => errors,
    close: () => browser.close(),
  };
}
