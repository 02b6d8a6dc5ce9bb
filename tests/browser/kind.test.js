/** One decision what a file is, for every place that takes files. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { zipSync } from "fflate";
import { kindOf } from "../../www/ui/files/kind.js";
import { give } from "../../www/ui/state/drop.js";
import { problems } from "../../www/ui/state/problems.js";
import { text } from "../../www/ui/text.js";

const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);
/** @param {string} name @param {string | Uint8Array} content */
const file = (name, content) => new File([content], name);

test("a file is what it holds, and what its name says only where nothing else does", async () => {
  const zip = (/** @type {string} */ name) => zipSync({ "a.txt": bytes("a"), [name]: bytes("b") });
  for (const [expected, one] of /** @type {const} */ ([
    ["headlines", file("a.txt", "One\nTwo")],
    ["headlines", file("empty", "")],
    ["headlines", file("a.json", '[{"format": "headline-lab-run"}]')],
    ["headlines", file("a.json", '{"title": "The format", "n": {"format": "headline-lab-run"}}')],
    ["run", file("renamed.txt", '{\n  "format": "headline-lab-run", "version": 1}')],
    ["pack", file("a.json", '{"version":1,"format":"headline-lab-pack"}')],
    ["pack", file("a.zip", zip("class/headline-lab-pack.json"))],
    ["handin", file("mine.HTML", "<!doctype html>")],
    ["model", file("model.safetensors", "")],
    ["model", file("folder.zip", zip("folder/model.safetensors"))],
    ["state", file("any.safetensors", '..{"__metadata__":{"format":"pt","headline_run":"{}"}}')],
    ["state", file("folder.zip", zip("folder/run.safetensors"))],
    ["headlines", file("many.zip", zip("b.csv"))],
  ]))
    assert.equal(await kindOf(one), expected, one.name);
});

test("what is given together with a class pack is not dropped without a word", async () => {
  const pack = file("class.headlinepack", "no pack");
  const take = () => assert.fail("a pack is for the page");
  await give([pack], take);
  const told = () => problems.value.map(({ sentence }) => sentence);
  const [refused, ...others] = told();
  assert.match(refused, /^class\.headlinepack was not opened/);
  assert.deepEqual(others, []);
  await give([file("a.txt", "One"), pack, file("b.txt", "Two")], take);
  assert.deepEqual(told(), [refused, text.pack.left(pack.name, 2)]);
});
