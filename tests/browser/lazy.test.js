/** Parts of the page that are fetched when they are shown. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { useLab } from "./support/lab.js";
import { untilReady } from "./support/page.js";

const { open } = useLab({ fake: true });

test("a part is shown that came between its place being drawn and what was to ask for it", async (t) => {
  const page = await open(t);
  await untilReady(page);
  const place = page.locator("#lazy-place");
  const shown = await page.evaluate(async () => {
    const at = (/** @type {string} */ path) => import(new URL(path, location.href).href);
    const { atFirstUse } = await at("./ui/lazy.js");
    const { h, render } = await import("preact");
    const element = document.body.appendChild(document.createElement("div"));
    element.id = "lazy-place";
    const Part = atFirstUse(
      async () => () => "the part",
      () => "room for it",
    );
    render(h(Part, {}), element);
    const before = element.textContent;
    // Effects run after the next frame, so this is ahead of the one that asks for the part.
    await Part.fetched();
    return [before, element.textContent];
  });
  assert.deepEqual(shown, ["room for it", "room for it"]);
  await place.getByText("the part", { exact: true }).waitFor();
});
