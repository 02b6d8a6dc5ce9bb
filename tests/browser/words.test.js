/** The page's words in both languages, entry by entry. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { languageOf } from "../../www/ui/language.js";
import { german } from "../../www/ui/text.de.js";
import { english, text } from "../../www/ui/text.js";

/** What German calls as English does: names, and words that the field or the language shares. */
const SHARED = new Set(
  [
    ["Headline Lab", "SGD", "AdamW", "RMSNorm + RoPE + He", "LayerNorm", "RMSNorm", "RoPE"],
    ["GPT-2", "He", "Dropout", "Block", "Norm", "Position", "Momentum", "Beta 1", "Beta 2"],
    ["Epsilon", "Warm-up", "Batch", "Token", "Top k", "Top p", "Nats", "Median", "Training"],
    [
      "Paper",
      "Pause",
      "Zoom",
      "val_loss",
      "val_loss_full",
      "val_loss_token",
      "headline-lab",
      "MLP",
      "Block ×",
    ],
  ].flat(),
);

/** @typedef {{ path: string, one: unknown, other: unknown }} Pair */

/** Every entry of either, beside what the other has there. @param {any} one @param {any} other @param {string} path @returns {Pair[]} */
function pairsOf(one, other, path = "") {
  const isTable = (/** @type {unknown} */ value) => typeof value === "object" && value !== null;
  if (!isTable(one) || !isTable(other)) return [{ path, one, other }];
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].flatMap((key) => pairsOf(one[key], other[key], `${path}.${key}`));
}

const pairs = pairsOf(english, german);

test("without a page the words are English", () => {
  assert.equal(text, english);
});

test("both languages have the same entries, and the same kinds of them", () => {
  const other = pairs.filter(({ one, other }) => typeof one !== typeof other);
  assert.deepEqual(
    other.map(({ path, one, other }) => `${path}: ${typeof one} and ${typeof other}`),
    [],
  );
  assert.ok(pairs.length > 500, `${pairs.length} entries`);
});

test("functions take as much in both", () => {
  const other = pairs.flatMap(({ path, one, other }) =>
    typeof one === "function" && typeof other === "function" && one.length !== other.length
      ? [`${path}: ${one.length} and ${other.length}`]
      : [],
  );
  assert.deepEqual(other, []);
});

test("no entry was left in English", () => {
  const left = pairs.filter(
    ({ one, other }) =>
      typeof one === "string" && one === other && /\p{L}/u.test(one) && !SHARED.has(one),
  );
  assert.deepEqual(
    left.map(({ path, one }) => `${path}: ${one}`),
    [],
  );
});

test("German marks its quotations, points and percentages as German does", () => {
  const wrong = pairs.flatMap(({ path, other }) => {
    if (typeof other !== "string" && typeof other !== "function") return [];
    const words = String(other).replaceAll(/„[^“]*“|Abschnitt [\d.]+/g, "");
    const marks = /“[^“]*”|[A-Za-z]’[a-z]|\d %|\$\{\w+\} %|\s\d+\.\d(?!\d\d)/u.exec(words);
    return marks && !path.startsWith(".other") ? [`${path}: ${marks[0]}`] : [];
  });
  assert.deepEqual(wrong, []);
});

test("the address chooses before memory, memory before the browser, and English is for all others", () => {
  const none = { search: "", remembered: null, languages: ["en-US"] };
  assert.equal(languageOf(none), "en");
  assert.equal(languageOf({ ...none, languages: [] }), "en");
  assert.equal(languageOf({ ...none, languages: ["fr", "de"] }), "en");
  assert.equal(languageOf({ ...none, languages: ["de-AT", "en"] }), "de");
  assert.equal(languageOf({ ...none, languages: ["den"] }), "en");
  assert.equal(languageOf({ ...none, remembered: "de" }), "de");
  assert.equal(languageOf({ ...none, remembered: "en", languages: ["de"] }), "en");
  assert.equal(languageOf({ ...none, search: "?lang=en&lesson=ask", remembered: "de" }), "en");
  assert.equal(languageOf({ ...none, search: "?lesson=ask&lang=de", remembered: "en" }), "de");
  assert.equal(languageOf({ search: "?lang=xx", remembered: "yy", languages: ["de"] }), "de");
});
