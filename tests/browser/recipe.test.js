/** The recipe panel and the diagram of the model, as a person uses them. The stand-in module trains. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../www/ui/text.js";
import { useLab } from "./support/lab.js";
import { press, untilReady } from "./support/page.js";

const { open } = useLab({ fake: true });

/** @typedef {import("playwright-core").Page} Page */

/** The drafts' configurations and parameters. @param {Page} page @returns {Promise<{ config: Record<string, any>, params: number }[]>} */
function resolved(page) {
  return page.evaluate(async () => {
    const { drafts, draftsSettled } = await import(/** @type {any} */ ("/ui/state/recipes.js"));
    await draftsSettled();
    return drafts.value.map((/** @type {any} */ draft) => draft.resolved);
  });
}

/** @param {import("playwright-core").Locator} locator */
const isFocused = (locator) => locator.evaluate((element) => element === document.activeElement);

/** @param {import("node:test").TestContext} t @param {string} [path] @param {{ width: number, height: number }} [viewport] */
async function openRecipe(t, path = "?size=classroom", viewport) {
  const page = await open(t, path, viewport ? { viewport } : {});
  await untilReady(page);
  await press(page, "Change the recipe");
  return page;
}

test("each part of the drawing is a switch of its run's recipe, and what differs is lit", async (t) => {
  const page = await openRecipe(t);
  const model = page.getByRole("group", { name: /^The model of AdamW/ });
  assert.match(
    await model.textContent().then(String),
    /a headline so far, in tokens.*the next|how likely/s,
  );
  const positions = model.getByRole("group", { name: /^Positions/ });
  assert.equal(await positions.getAttribute("aria-label"), "Positions: 8,192 parameters");
  const rope = page.getByRole("switch", {
    name: "RoPE instead of learned table, AdamW",
    exact: true,
  });
  assert.equal(await rope.getAttribute("aria-checked"), "false");
  await rope.click();
  await positions.and(page.locator('[data-lit="true"]')).waitFor();
  assert.equal(
    await positions.getAttribute("aria-label"),
    "Positions: 0 parameters; the other: learned table",
  );
  const position = page.getByRole("combobox", { name: /^Position, AdamW/ });
  assert.equal(await position.inputValue(), "rope");
  const [sgd, adamw] = await resolved(page);
  assert.equal(sgd.config.position, "learned");
  assert.equal(adamw.config.position, "rope");
  await page
    .getByText(`${adamw.params.toLocaleString("en")} parameters`)
    .first()
    .waitFor();

  // By the keyboard: the focus stays on the switch, which goes back.
  const again = page.getByRole("switch", { name: /^RoPE instead of learned table/ });
  await again.focus();
  await page.keyboard.press("Space");
  await page.locator('.part[data-ghost="true"]').waitFor({ state: "detached" });
  assert.ok(await isFocused(again));
  assert.equal((await resolved(page))[1].config.position, "learned");
});

test("blocks, heads, first weights and dropout change with a press, within what can train", async (t) => {
  const page = await openRecipe(t);
  await page.getByRole("button", { name: "Fewer blocks, AdamW" }).click();
  await page.getByRole("button", { name: /^More heads/ }).click();
  await page.getByRole("switch", { name: /^He instead of GPT-2/ }).click();
  await page.getByRole("switch", { name: /^No dropout/ }).click();
  await page.getByRole("switch", { name: /^RMSNorm instead of LayerNorm/ }).click();
  const [, { config }] = await resolved(page);
  assert.deepEqual(
    [config.n_layer, config.n_head, config.init, config.dropout, config.norm],
    [3, 8, "he", 0, "rmsnorm"],
  );
  await page.getByRole("switch", { name: /^No dropout/ }).click();
  assert.equal((await resolved(page))[1].config.dropout, 0.05);
  // The other run is chosen, and its switches are its own.
  await page.getByRole("group", { name: text.model.of }).getByRole("radio").first().check();
  await page.getByRole("button", { name: /^Fewer blocks, SGD/ }).click();
  assert.equal((await resolved(page))[0].config.n_layer, 3);
  for (let i = 0; i < 2; i += 1) await page.getByRole("button", { name: /^Fewer blocks/ }).click();
  const last = page.getByRole("button", { name: /^Fewer blocks/ });
  assert.equal(await last.getAttribute("aria-disabled"), "true");
  assert.equal((await resolved(page))[0].config.n_layer, 1);
});

test("the parts on the drawing add up to the number of the recipe, at the paper's size too", async (t) => {
  const page = await openRecipe(t);
  await page.getByRole("combobox", { name: "Size", exact: true }).selectOption("Paper");
  await page.getByText("27,172,864 parameters").first().waitFor();
  const model = page.getByRole("group", { name: /^The model of AdamW/ });
  const labels = await model
    .getByRole("group")
    .evaluateAll((parts) => parts.map((part) => part.getAttribute("aria-label") ?? ""));
  const number = (/** @type {string} */ label) =>
    Number(/: ([\d,]+) parameters/.exec(label)?.[1].replaceAll(",", "") ?? 0);
  const block = labels.find((label) => label.startsWith("Blocks")) ?? "";
  const outside = labels.filter((label) => /^(Token|Positions|Final|Head)/.test(label));
  const inside = labels.filter((label) => /^(Norm|Attention|MLP)/.test(label));
  const sum = (/** @type {string[]} */ list) => list.reduce((all, label) => all + number(label), 0);
  assert.equal(inside.length, 4);
  assert.equal(6 * sum(inside), number(block));
  assert.equal(sum(outside) + number(block), 27_172_864);
});

test("every pressable part is at least 24 px high and inside the page, on the smallest phone too", async (t) => {
  for (const width of [360, 1280]) {
    const page = await openRecipe(t, "?size=classroom", { width, height: 740 });
    const boxes = await page
      .locator(".model :is([role=switch], [role=button])")
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
    assert.equal(boxes.length, 8);
    for (const { height, width: wide, left, right } of boxes) {
      assert.ok(height >= 24 && wide >= 24, `${wide} × ${height} at ${width}`);
      assert.ok(left >= 0 && right <= width);
    }
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(over, 0, `nothing sticks out at ${width}`);
  }
});

test("a text of the drawing can be selected, and doing so switches nothing", async (t) => {
  const page = await openRecipe(t);
  const name = page.locator(".model .part-name", { hasText: "Attention" });
  await name.scrollIntoViewIfNeeded();
  await name.dblclick();
  assert.equal(await page.evaluate(() => String(getSelection())), "Attention");
});

test("the usual knobs first, the rest one level down, each with a sentence and the paper's finding", async (t) => {
  const page = await openRecipe(t);
  const usual = page.getByRole("region", { name: text.panels.recipe.groups.first });
  await usual
    .getByText("The paper: of five rates from 2e-4 to 8e-4 the highest ended lowest")
    .waitFor();
  const dropout = page.getByRole("spinbutton", { name: "Dropout, AdamW" });
  assert.equal(await dropout.isVisible(), false);
  await page.getByText("Every other field").click();
  await page.getByText("The paper: 0.05 ended 0.001 lower than 0.1, at 1.272478.").waitFor();
  await dropout.fill("0.2");
  await dropout.press("Tab");
  await page.getByText("1 set by hand").waitFor();
  const fields = await page
    .locator(".knob-label code")
    .evaluateAll((all) => all.map((one) => one.textContent));
  assert.equal(new Set(fields).size, 30, "every field has its row");
  assert.equal(fields.length, 30);
  const hints = await page.locator(".knob-text > small:first-of-type").allInnerTexts();
  for (const hint of hints) assert.match(hint, /\.(\s*\(the runs differ here\))?$/);
  await page
    .getByRole("button", { name: "Reset Dropout, AdamW, dropout 0.2 to the preset's 0.05" })
    .or(page.getByRole("button", { name: /^Reset Dropout, .* to the preset's 0.05/ }))
    .first()
    .click();
  await page.getByText("1 set by hand").waitFor({ state: "detached" });
  // A field further down that cannot train opens what holds it.
  await page.getByText("Every other field").click();
  await page.getByRole("button", { name: /^More heads/ }).scrollIntoViewIfNeeded();
  assert.equal(await dropout.isVisible(), false);
});

test("parameters, memory and time stand beside each recipe and follow it", async (t) => {
  const page = await openRecipe(t);
  const cost = page.locator(".recipe-cost");
  assert.match(await cost.nth(0).innerText(), /^Both together\n\d+ MiB of memory/);
  assert.match(
    await cost.nth(2).innerText(),
    /^1,0\d\d,\d{3} parameters\n\d+ MiB of memory · about \d+ (s|min) here\nkept in this browser: \d+ MiB$/,
  );
  const before = await cost.nth(2).innerText();
  await page.getByRole("button", { name: "Fewer blocks, AdamW" }).click();
  await page.waitForFunction(
    (was) => document.querySelectorAll(".recipe-cost")[2]?.textContent !== was,
    before,
  );
});

test("in a question a press on a part asks about it", async (t) => {
  const page = await open(t, "?lesson=ask");
  await page.getByRole("button", { name: /^Train \d/ }).waitFor();
  await press(page, text.model.open);
  const about = (/** @type {string} */ field) =>
    page.getByRole("button", { name: new RegExp(`Ask about ${field}$`) });
  assert.equal(await about("position").getAttribute("aria-pressed"), "true");
  await about("norm").click();
  await page
    .getByRole("heading", { level: 1, name: /^Does RMSNorm help instead of LayerNorm/ })
    .waitFor();
  assert.equal(await about("norm").getAttribute("aria-pressed"), "true");
  assert.equal(await about("position").getAttribute("aria-pressed"), "false");
  await page
    .getByRole("group", { name: /^Norm: .* instead of LayerNorm$/ })
    .first()
    .waitFor();
  await about("heads").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: /^Does having 8 heads help/ }).waitFor();
});
