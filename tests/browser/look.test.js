/** A look at headlines before they are trained on: what is counted, what is left out, how a title is cut. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../www/ui/text.js";
import { Cutter } from "../../www/worker/read/cut.js";
import { Sieve } from "../../www/worker/read/sift.js";
import { useLab } from "./support/lab.js";
import { untilReady, upload } from "./support/page.js";
import { madeUpTitles } from "./support/titles.js";

const { open } = useLab({ fake: true });
const words = text.look;
const ALL = { repeated: false, shortest: 0, longest: 0, having: "", lacking: "" };

test("titles are left out by what they are, and counted as they are", () => {
  const titles = ["Rust is fast", "A 🐈", "Rust is fast", "Trust, and rusty things", "Why RUST?"];
  const sieve = new Sieve(titles);
  const left = (/** @type {Partial<typeof ALL>} */ sift) => sieve.titles({ ...ALL, ...sift });
  assert.deepEqual(left({}), titles);
  assert.deepEqual(
    left({ repeated: true }),
    titles.filter((_, i) => i !== 2),
  );
  assert.deepEqual(left({ shortest: 4, longest: 9 }), ["Why RUST?"]);
  assert.deepEqual(left({ shortest: 3, longest: 3 }), ["A 🐈"]);
  assert.deepEqual(left({ having: " rust " }), [titles[0], titles[2], titles[4]]);
  assert.deepEqual(left({ lacking: "rust" }), [titles[1], titles[3]]);
  assert.deepEqual(left({ having: "(" }), []);
  const { bins, examples, ...counts } = sieve.view({ ...ALL, repeated: true });
  assert.deepEqual(counts, {
    found: 5,
    left: 4,
    repeated: 1,
    chars: 47,
    middle: [3, 23],
    longest: 23,
  });
  const sum = (/** @type {number[]} */ all) => all.reduce((a, b) => a + b, 0);
  assert.deepEqual([bins.width, sum(bins.all), sum(bins.left), bins.left[23]], [1, 5, 4, 1]);
  assert.deepEqual(examples, [titles[0], titles[1], titles[3], titles[4]]);
  assert.equal(sieve.view({ ...ALL, having: "none" }).left, 0);
});

test("a title is cut by the merges in the order in which they were learned", () => {
  const tokens = ["<pad>", "<eos>", "<unk>", "a", "b", "Ġ", "Ã", "¼", "ab", "Ġab", "aa"];
  const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]));
  for (const merges of [
    ["a b", "Ġ ab", "a a"],
    [
      ["a", "b"],
      ["Ġ", "ab"],
      ["a", "a"],
    ],
  ]) {
    const cutter = new Cutter(JSON.stringify({ model: { vocab, merges } }));
    const cut = (/** @type {string} */ title) =>
      cutter.cut(title).map(({ text: piece, id }) => [piece, id]);
    assert.deepEqual(cut("ab aab"), [
      [" ab", 9],
      [" ", 5],
      ["a", 3],
      ["ab", 8],
    ]);
    assert.deepEqual(cut("aü?"), [
      [" ", 5],
      ["a", 3],
      ["", 6],
      ["ü", 7],
      ["?", null],
    ]);
    assert.deepEqual(cut(""), []);
  }
});

test("a person looks at headlines, leaves some out, and trains on the others", async (t) => {
  const page = await open(t);
  await untilReady(page);
  const titles = [...new Set(madeUpTitles(900))].slice(0, 500);
  const many = [...titles, "", ...titles.slice(0, 60)].join("\n");
  const file = { name: "own.txt", mimeType: "text/plain", buffer: Buffer.from(many) };
  assert.equal(await upload(page, file, "own.txt"), "");
  await page.getByRole("button", { name: words.open }).click();
  const look = page.getByRole("region", { name: words.title });
  const fact = (/** @type {string} */ name) =>
    look.locator("dl div", { hasText: name }).locator("dd").innerText();
  await look.waitFor();
  assert.equal(await fact(words.left), words.leftOf("560", "560"));
  assert.equal(await fact(words.repeated), "60");
  assert.equal(await fact(words.empty), "1");
  assert.match(
    await look.getByRole("img").getAttribute("aria-label"),
    /^Eight in ten have \d+ to \d+/,
  );

  const inUse = () =>
    page.evaluate(async () => {
      const { data } = await import(/** @type {any} */ ("/ui/state/data.js"));
      const { info, val_examples } = data.value;
      return { print: info.fingerprints.train, held: val_examples.join("\n") };
    });
  const before = await inUse();
  // Counted while it is typed, prepared when it has been.
  const robots = titles.filter((title) => /\brobot\b/i.test(title)).length;
  const lacking = look.getByLabel(words.lacking, { exact: true });
  await lacking.pressSequentially("robot");
  await look
    .getByText(words.leftOf(String(560 - many.match(/\brobot\b/gi).length), "560"))
    .waitFor();
  await lacking.blur();
  await look.getByRole("checkbox", { name: words.noRepeated }).check();
  await look.getByText(words.leftOf(String(500 - robots), "560")).waitFor();
  const left = String(500 - robots);
  await page.getByText(text.panels.mine.used(left, left)).waitFor();
  const after = await inUse();
  assert.notEqual(after.print, before.print);
  assert.match(before.held, /robot/);
  assert.doesNotMatch(after.held, /robot/);

  await look.getByLabel(words.cut).fill("Räuber 🐈");
  const pieces = look.getByRole("list", { name: words.pieces });
  await pieces.getByText("🐈").waitFor();
  assert.equal((await pieces.getByRole("listitem").allTextContents()).join(""), " Räuber 🐈");
});
