/** Titles read back from their ids. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { titlesOf } from "../../www/engine/titles.js";
import { Pieces, written } from "./fake-tokens.js";

test("ids give their titles back, whatever the pieces and the script", () => {
  const titles = [
    "Show HN: I built a headline",
    "Größe, naïveté & „Anführung“ — 漢字 и кириллица",
    "A title with an emoji 🦀 and a tab\tin it",
    "Café",
  ];
  const pieces = new Pieces();
  const ids = pieces.encode(titles);
  assert.deepEqual(titlesOf({ tokenizer_json: pieces.json() }, ids), titles);
});

test("the sample's own vocabulary gives its titles back", async () => {
  const file = (/** @type {string} */ name) =>
    readFile(new URL(`../../assets/sample/${name}`, import.meta.url), "utf8");
  const tokenizer_json = await file("tokenizer.json");
  const { vocab } = JSON.parse(tokenizer_json).model;
  const titles = (await file("headlines.txt")).split("\n").filter(Boolean).slice(0, 500);
  assert.ok(titles.length === 500);
  // Any tokens that make up a title stand for it: the longest that fits will do.
  const ids = titles.flatMap((title) => {
    let rest = written(` ${title}`).join("");
    const own = [];
    while (rest) {
      let length = rest.length;
      while (length > 0 && !Object.hasOwn(vocab, rest.slice(0, length))) length -= 1;
      assert.ok(length > 0, `${rest} of ${title}`);
      own.push(vocab[rest.slice(0, length)]);
      rest = rest.slice(length);
    }
    return [...own, 1];
  });
  assert.deepEqual(titlesOf({ tokenizer_json }, Uint32Array.from(ids)), titles);
});

test("bytes that a vocabulary lacks are missing, and an unended title is none", () => {
  const pieces = new Pieces();
  const ids = pieces.encode(["known words", "and more"]);
  const json = pieces.json();
  const [unknown, cut] = [ids.with(0, 2), ids.slice(0, -1)];
  assert.ok("known words".endsWith(titlesOf({ tokenizer_json: json }, unknown)[0]));
  assert.deepEqual(titlesOf({ tokenizer_json: json }, cut), ["known words"]);
});
