/** The link to the page: copied, drawn as a code, and shown as large as the screen. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { encode } from "uqr";
import { useLab } from "./support/lab.js";
import { untilReady } from "./support/page.js";
import { textOf } from "./support/qr.js";

const { open } = useLab({ fake: true });

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page */
const share = (page) => page.getByRole("button", { name: "Share", exact: true }).click();

/** @param {Page} page */
const linkField = (page) => page.getByRole("textbox", { name: "Link to this page" });

/**
 * The modules of a code as they are painted, asked of the drawing point by point.
 * @param {import("playwright-core").Locator} code
 * @returns {Promise<boolean[][]>}
 */
function drawn(code) {
  return code.evaluate((element) => {
    const svg = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (element));
    const path = /** @type {SVGPathElement} */ (svg.querySelector("path"));
    const size = svg.viewBox.baseVal.width;
    const isDark = (/** @type {number} */ x, /** @type {number} */ y) =>
      path.isPointInFill(new DOMPoint(x + 0.5, y + 0.5));
    return Array.from({ length: size }, (_, y) =>
      Array.from({ length: size }, (_, x) => isDark(x, y)),
    );
  });
}

/** @param {boolean[][]} modules @param {number} around */
const inner = (modules, around) =>
  modules.slice(around, -around).map((row) => row.slice(around, -around));

test("the code reads as the link, with four light modules around it, dark on light", async (t) => {
  const page = await open(t);
  await untilReady(page);
  await share(page);
  const link = await linkField(page).inputValue();
  assert.equal(link, page.url());
  const code = page.getByRole("img", { name: `QR code of ${link}` });
  const modules = await drawn(code);
  assert.equal(textOf(inner(modules, 4)), link);
  const edge = modules.flatMap((row, y) =>
    row.filter((_, x) => Math.min(x, y, row.length - 1 - x, row.length - 1 - y) < 4),
  );
  assert.ok(edge.every((dark) => !dark));
  for (const scheme of /** @type {const} */ (["light", "dark"])) {
    await page.emulateMedia({ colorScheme: scheme });
    const fills = await code.evaluate((svg) =>
      [...svg.children].map((child) => getComputedStyle(child).fill),
    );
    assert.deepEqual(fills, ["rgb(255, 255, 255)", "rgb(0, 0, 0)"], scheme);
  }
});

test("the link and its code follow the lesson; a longer one is the library's, module for module", async (t) => {
  const page = await open(t);
  await untilReady(page);
  await share(page);
  await page.getByRole("link", { name: "Learning rates" }).click();
  const link = new URL("?lesson=learning-rates", page.url()).href;
  const code = page.getByRole("img", { name: `QR code of ${link}`, exact: true });
  assert.equal(await linkField(page).inputValue(), link);
  assert.deepEqual(await drawn(code), encode(link, { ecc: "M", border: 4 }).data);
});

for (const [browser, prepare] of /** @type {const} */ ([
  ["with a clipboard", () => {}],
  [
    "without one",
    () => Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true }),
  ],
])) {
  test(`a browser ${browser} copies the link`, async (t) => {
    const page = await open(t, "?lesson=dropout", {
      prepare: async (context) => {
        await context.grantPermissions(["clipboard-read", "clipboard-write"]);
        await context.addInitScript(prepare);
      },
    });
    await untilReady(page);
    await share(page);
    await page.getByRole("button", { name: "Copy the link" }).click();
    await page.locator(".share-told").getByText("Copied.").waitFor();
    const prompt = page.getByRole("textbox", { name: "Prompt for all runs" });
    await page.getByRole("button", { name: "What they write" }).click();
    await prompt.fill("");
    await prompt.press("ControlOrMeta+v");
    assert.equal(await prompt.inputValue(), new URL("?lesson=dropout", page.url()).href);
  });
}

test("where nothing can be copied the link is selected, and the page says how", async (t) => {
  const page = await open(t, "", {
    prepare: (context) =>
      context.addInitScript(() => {
        Object.defineProperty(navigator, "clipboard", { value: undefined });
        document.execCommand = () => false;
      }),
  });
  await untilReady(page);
  await share(page);
  await page.getByRole("button", { name: "Copy the link" }).click();
  const byHand = "The link is selected: copy it with Ctrl C or ⌘ C.";
  await page.locator(".share-told").getByText(byHand).waitFor();
  await page.getByRole("status").getByText(byHand).waitFor();
  assert.equal(await page.evaluate(() => getSelection()?.toString()), page.url());
});

test("the large code fills the screen, says what it leads to, and gives the focus back", async (t) => {
  const page = await open(t);
  await untilReady(page);
  await share(page);
  // The tests' server calls itself localhost.
  await page.getByText("This address leads every device to itself.").waitFor();
  await page.getByRole("button", { name: "Show the code" }).press("Enter");
  const sheet = page.getByRole("dialog", { name: "The link as a code" });
  const box = await sheet.getByRole("img").boundingBox();
  assert.ok(box && box.height > 700 && box.width > 700, JSON.stringify(box));
  await sheet.getByText(new URL(page.url()).host, { exact: true }).waitFor();
  await page.keyboard.press("Escape");
  // Gone from the page, and not only closed: a press in between would be for the sheet that goes.
  await page.locator(".code-sheet").waitFor({ state: "detached" });
  const focused = await page.evaluate(() => document.activeElement?.textContent);
  assert.equal(focused, "Show the code");
  // What was closed opens again.
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Hide the code" }).click();
  await sheet.waitFor({ state: "hidden" });
});

test("a link that no code holds is told so", async (t) => {
  const page = await open(t, `?needs=900~~${"x".repeat(3000)}`);
  await page.getByRole("region", { name: "Headlines of this link" }).waitFor();
  await share(page);
  await page.getByText("The link is too long for a code: copy it instead.").waitFor();
});
