/** Where heads look: what is worked out from their shares, what is said of it, and how the page shows it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { habitSentence, lookSentence, mapSentence } from "../../www/ui/inside/look-words.js";
import {
  cellsOf,
  evennessOf,
  evennessOfAll,
  habitsOf,
  lookOf,
  mostOf,
  SHADES,
  shadeOf,
  sharpestOf,
} from "../../www/ui/inside/looks.js";
import { frameOf } from "../../www/ui/inside/map.js";
import { restAfter } from "../../www/ui/state/attention.js";
import { text } from "../../www/ui/text.js";
import { assertAxe, assertNoSideways, assertTargets, FOR_AXE } from "./support/accessible.js";
import { useLab } from "./support/lab.js";
import { press, untilReady, untilRuns } from "./support/page.js";

const { open } = useLab({ fake: true });
const words = text.inside.attention;
const TOKENS = ["", "Show", " HN", ":", " language"];

/** A head whose token q gives token k what `give` says, made to add up to 1. @param {(q: number, k: number) => number} give */
function head(give, side = TOKENS.length) {
  const weights = new Float32Array(side * side);
  for (let q = 0; q < side; q += 1) {
    const row = Array.from({ length: q + 1 }, (_, k) => give(q, k));
    const sum = row.reduce((all, one) => all + one, 0);
    weights.set(
      row.map((one) => one / sum),
      q * side,
    );
  }
  return { side, weights };
}

const EVEN = head(() => 1);
const PREVIOUS = head((q, k) => (k === q - 1 || q === 0 ? 1 : 0));
const START = head((_, k) => (k === 0 ? 1 : 0));

/** Two layers of two heads. @param {{ weights: Float32Array }[]} heads */
function attentionOf(heads) {
  const weights = Float32Array.from(heads.flatMap((one) => [...one.weights]));
  return { tokens: TOKENS, n_layer: 2, n_head: heads.length / 2, weights };
}

/** @param {number | null} value @param {number} wanted */
const near = (value, wanted) =>
  assert.ok(value !== null && Math.abs(value - wanted) < 1e-6, `${value}, not ${wanted}`);

test("evenness is 1 for the same look at everything, 0 for one token, and a mean over heads", () => {
  near(evennessOf(EVEN), 1);
  near(evennessOf(START), 0);
  near(
    evennessOf({
      side: 2,
      weights: Float32Array.from([1, 0, 0.89, 0.11]),
    }),
    -(0.89 * Math.log(0.89) + 0.11 * Math.log(0.11)) / Math.log(2),
  );
  assert.equal(evennessOf(head(() => 1, 1)), null);
  near(evennessOfAll(attentionOf([EVEN, START, PREVIOUS, EVEN])), 0.5);
});

test("a layer's head is found in the middle of all weights, and the least even one first", () => {
  const all = attentionOf([EVEN, EVEN, PREVIOUS, head((_, k) => k + 1)]);
  assert.deepEqual(lookOf(all, 1, 0), PREVIOUS);
  assert.equal(lookOf(all, 2, 0), null);
  assert.equal(lookOf(all, 0, 2), null);
  assert.deepEqual(sharpestOf(all), { layer: 1, head: 0 });
});

test("habits are means over the tokens that have one before them beside the start", () => {
  const habits = habitsOf(EVEN);
  const even = (1 / 3 + 1 / 4 + 1 / 5) / 3;
  assert.ok(habits);
  for (const share of Object.values(habits)) near(share, even);
  near(habitsOf(PREVIOUS)?.previous ?? null, 1);
  near(habitsOf(START)?.first ?? null, 1);
  assert.equal(habitsOf(head(() => 1, 3)), null);
});

test("what is said of a head is what its shares are", () => {
  assert.equal(habitSentence(EVEN), words.even);
  assert.equal(habitSentence(PREVIOUS), words.mostly.previous("100\u00a0%"));
  assert.equal(habitSentence(START), words.mostly.first("100\u00a0%"));
  const mild = head((q, k) => (k === q ? 0.45 : 0.55 / q));
  assert.equal(habitSentence(mild), words.more.itself("45\u00a0%", "26\u00a0%"));
  assert.equal(habitSentence(head(() => 1, 2)), "");
  assert.equal(habitSentence(head(() => Number.NaN)), "");
});

test("a token's look names what it looks at most, itself by that word", () => {
  const look = head((q, k) => (q === 4 ? [2, 0, 62, 6, 30][k] : 1));
  assert.deepEqual(
    mostOf(look, 4, 2).map(({ k }) => k),
    [2, 4],
  );
  const told = "‘language’ looks at: ‘HN’ 62 %, itself 30 %, ‘:’ 6 %, the start 2 %.";
  assert.equal(lookSentence(TOKENS, look, 4).replaceAll("\u00a0", " "), told);
  assert.equal(lookSentence(TOKENS, look, 0), words.only);
  const spoken = mapSentence({ name: "SGD", place: "layer 1, head 2", look: EVEN });
  assert.ok(spoken.includes("layer 1, head 2") && spoken.includes("100.0"), spoken);
});

test("every cell that a token can look at is drawn once, in a shade that grows with its share", () => {
  const cells = cellsOf(head((q, k) => (k === q ? 4 : 1)));
  const drawn = cells.flatMap(({ path }) => path.match(/M\d+ \d+/g) ?? []);
  assert.equal(drawn.length, 15);
  assert.equal(new Set(drawn).size, 15);
  const shades = [0, 0.001, 0.01, 0.1, 0.5, 1].map((share) => shadeOf(share));
  assert.deepEqual(
    shades,
    [...shades].sort((a, b) => a - b),
  );
  assert.deepEqual([shades[0], shades.at(-1), shadeOf(Number.NaN)], [0, SHADES, 0]);
});

test("a map fits its room as long as its tokens can be read, and no label leaves it", () => {
  const marks = ["start", "Show", "HN", ":", "international", "language", "of", "everything"];
  for (const width of [320, 480, 900]) {
    const frame = frameOf(marks, width, 12);
    assert.ok(frame.cell >= 12, `cells of ${frame.cell}`);
    assert.ok(frame.width <= width + 0.5, `${frame.width} in ${width}`);
    assert.ok(frame.top >= 5 * 0.53 * 12 * Math.SQRT1_2, "room for the first token");
  }
  const long = Array.from({ length: 128 }, (_, i) => `t${i}`);
  assert.ok(frameOf(long, 400, 12).width > 128 * 12);
});

test("maps that nobody asked for leave training at least 95 % of the time", () => {
  const took = 30;
  assert.ok(took / (took + restAfter(took)) <= 0.05 + 1e-9);
});

test("the heads of both runs over one headline: chosen by layer and head, read by token, renewed as the runs train", async (t) => {
  const page = await open(t, "", { size: "tiny", context: FOR_AXE });
  await untilReady(page);
  await press(page, text.inside.open);
  const region = page.getByRole("region", { name: words.heading });
  await region.waitFor();
  await region.locator("figcaption").first().getByText(text.inside.headline.step("0")).waitFor();

  await press(page, text.controls.train);
  await untilRuns(page, (all) => all.every(({ state }) => state === "finished"), "the end");
  const [{ step }] = await untilRuns(page, () => true, "now");
  // The end of the runs renews the maps by itself.
  const last = text.inside.headline.step(String(step));
  for (const i of [0, 1]) await region.locator("figcaption").nth(i).getByText(last).waitFor();
  const found = /SGD ([\d.]+).%, AdamW ([\d.]+).%/.exec(
    await region.locator(".inside-found").innerText(),
  );
  assert.ok(found && Number(found[1]) > 99 && Number(found[2]) < 90, String(found));

  const field = page.getByRole("textbox", { name: text.inside.headline.title, exact: true });
  await field.fill("Show HN: A cat");
  await press(page, text.inside.headline.go);
  const tokens = region.getByRole("list", { name: words.tokensOf("AdamW") }).getByRole("listitem");
  await page.waitForFunction(() => document.querySelectorAll(".looked li").length === 10);
  assert.deepEqual(await tokens.allTextContents(), [words.start, "Show", " HN:", " A", " cat"]);

  await region.getByRole("radio", { name: words.layerOf("2") }).check();
  const heads = region.getByRole("radio", { name: new RegExp(`^${words.headOf("\\d")}`) });
  assert.equal(await heads.count(), 2);
  await heads.first().focus();
  await page.keyboard.press("ArrowRight");
  const place = words.place("2", "2");
  const adamw = region.getByRole("img", { name: new RegExp(`AdamW, ${place}`) });
  await adamw.waitFor();
  const sgd = region.getByRole("img", { name: new RegExp(`SGD, ${place}`) });
  assert.match((await sgd.getAttribute("aria-label")) ?? "", new RegExp(words.even));

  // The last token is told of first; the arrows go to others, in both runs at once.
  const told = region.locator(".look-told");
  assert.match(await told.nth(1).innerText(), /^‘cat’ looks at: .*\d/);
  await tokens.last().focus();
  await page.keyboard.press("ArrowLeft");
  for (const i of [0, 1]) assert.match(await told.nth(i).innerText(), /^‘A’ looks at: /);
  assert.match((await tokens.nth(3).getAttribute("aria-label")) ?? "", /^‘A’ looks at: /);
  await page.keyboard.press("Home");
  assert.equal(await told.nth(0).innerText(), words.only);
  // A pointer on a row of a map does the same.
  const row = adamw.locator("text", { hasText: "HN:" }).first();
  await row.hover({ force: true });
  assert.match(await told.nth(0).innerText(), /^‘HN:’ looks at: /);

  await region.getByText(words.table).click();
  const table = region.getByRole("table", { name: words.tableCaption(place) });
  assert.deepEqual(await table.getByRole("rowheader").allInnerTexts(), [
    words.start,
    "Show",
    "HN:",
    "A",
    "cat",
  ]);
  await assertAxe(page, "attention maps");
  await page.setViewportSize({ width: 360, height: 640 });
  await assertTargets(page, "attention maps");
  await assertNoSideways(page, "attention maps");
});
