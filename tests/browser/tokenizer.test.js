/** Learning a vocabulary in the data worker: its phases are told, it can be given up, and it is quick. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { text } from "../../www/ui/text.js";
import { useLab } from "./support/lab.js";
import { press, untilReady } from "./support/page.js";
import { madeUpTitles } from "./support/titles.js";

const { open } = useLab();

/** Titles of nothing but different words, so that learning them takes seconds on any machine. @param {number} n */
function manyWords(n) {
  const word = (/** @type {number} */ i) => (Math.imul(i, 2654435761) >>> 0).toString(36);
  const title = (/** @type {number} */ i) =>
    Array.from({ length: 120 }, (_, k) => word(120 * i + k));
  return Array.from({ length: n }, (_, i) => title(i).join(" ")).join("\n");
}

/**
 * Prepares a text and notes when each phase was told.
 * @param {import("playwright-core").Page} page
 * @param {string} titles
 */
function prepared(page, titles) {
  return page.evaluate(async (titles) => {
    const { createEngine } = await import(new URL("engine.js", location.href).href);
    const engine = await createEngine();
    const { config } = await engine.resolve({ preset: "champion", size: "classroom" });
    /** @type {{ phase: string, done?: number, total?: number, at: number }[]} */
    const told = [];
    const start = performance.now();
    const onProgress = (/** @type {any} */ progress) =>
      told.push({ ...progress, at: performance.now() - start });
    const source = { kind: "text", text: titles, name: "many" };
    const data = await engine.prepare({ source, config, onProgress });
    engine.dispose();
    return { told, vocab_size: data.vocab_size, titles: data.info.titles_used };
  }, titles);
}

test("the phases are told in their order, and encoding with its progress", async (t) => {
  const page = await open(t, "blank.html");
  const { told, vocab_size, titles } = await prepared(page, madeUpTitles(20_000).join("\n"));
  assert.deepEqual(
    [...new Set(told.map(({ phase }) => phase))].filter((phase) => phase !== "reading"),
    ["vocabulary", "encoding"],
  );
  const encoding = told.filter(({ phase }) => phase === "encoding");
  assert.ok(encoding.length >= 10, `${encoding.length} reports`);
  assert.deepEqual(
    encoding.map(({ done }) => done),
    encoding.map(({ done }) => done).toSorted((a = 0, b = 0) => a - b),
  );
  assert.equal(encoding.at(-1)?.done, titles);
  assert.ok(vocab_size > 100 && vocab_size <= 2048, `${vocab_size} tokens`);
});

test("the sample's tokenizer is the one that the data worker learns of the sample", async (t) => {
  const root = new URL("../../assets/sample/", import.meta.url);
  const sample = await readFile(new URL("headlines.txt", root), "utf8");
  const page = await open(t, "blank.html");
  const ids = await page.evaluate(async (sample) => {
    const { createEngine } = await import(new URL("engine.js", location.href).href);
    const engine = await createEngine();
    const { config } = await engine.resolve({ preset: "champion", size: "classroom" });
    const facts = [];
    for (const source of [{ kind: "sample" }, { kind: "text", text: sample, name: "sample" }]) {
      const { id, info, name, synthetic, ...data } = await engine.prepare({ source, config });
      facts.push(data);
    }
    engine.dispose();
    return facts;
  }, sample);
  assert.deepEqual(ids[0], ids[1]);
});

test("learning a vocabulary says how long it has taken, and ends at once when it is given up", async (t) => {
  const page = await open(t);
  await untilReady(page);
  await press(page, text.controls.mine);
  const buffer = Buffer.from(manyWords(20_000));
  await page
    .getByLabel(text.panels.mine.file)
    .setInputFiles({ name: "many.txt", mimeType: "text/plain", buffer });
  await page
    .getByText(/^Learning the vocabulary.* · [1-9]\d* s/)
    .first()
    .waitFor();
  // While it learns, the data worker tells nobody its name, and its address is a blob's.
  const learning = page.workers().length;
  await page.getByRole("button", { name: text.panels.mine.cancel, exact: true }).first().click();
  await page.getByText(text.panels.mine.cancelled).waitFor({ timeout: 5000 });
  const gone = () => page.workers().length === learning - 1;
  for (let i = 0; i < 100 && !gone(); i += 1) await page.waitForTimeout(50);
  assert.ok(gone(), "the data worker is gone, and it alone");
});
