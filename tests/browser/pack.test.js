/** A class pack as a file: what is read of it, and what is refused before anything is made of it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { zipSync } from "fflate";
import { MOST, MOST_BYTES, NOTE } from "../../www/ui/pack/format.js";
import { fileName } from "../../www/ui/pack/name.js";
import { packOf } from "../../www/ui/pack/read.js";
import { differs, requestFor } from "../../www/ui/pack/source.js";
import { text } from "../../www/ui/text.js";
import { CHAMPION } from "./support/ended-runs.js";
import { FINGERPRINTS } from "./support/handed.js";

const words = text.pack.refused;
const bytes = (/** @type {string} */ some) => new TextEncoder().encode(some);

const PREPARED = {
  titles: 5000,
  val_frac: 0.1,
  shuffle: true,
  data_seed: 1337,
  vocab_size: 1024,
};

/** @type {any} */
const NOTED = {
  format: "headline-lab-pack",
  version: 1,
  made_at: "2026-01-02T03:04:05.678Z",
  engine: { version: "0.1.0", module: "simd", threads: 1 },
  link: "size=tiny",
  data: {
    ...{ name: "hn.csv", synthetic: false, titles: 3, train_titles: 2, val_titles: 1 },
    ...{ train_tokens: 9, val_tokens: 4, vocab_size: 1024, fingerprints: FINGERPRINTS },
  },
  prepared: PREPARED,
};

const RUN = {
  id: "own-1",
  recipe: { preset: "champion", size: "tiny", set: { lr: 0.01 } },
  config: CHAMPION,
  changed_by_size: [],
  plan: { steps: 2, batch_tokens: 64, tokens_per_title: 9, uniform_full: 2.5, params: 1000 },
  train: [2.5, 2.4],
  evals: [[1, null, 2.5, 8]],
  looks: [[0, [[7, " a", 0.25]], [3.5, 1.5], "a a"]],
  diverged: null,
};
const RECORDED = {
  ...{ format: "headline-lab-recording", version: 1, lesson: "sgd-vs-adamw", prompt: "Show" },
  ...{ title: "An owl", pieces: ["An owl", "<eos>"], runs: [RUN] },
};

const PARTS = {
  "train.txt": bytes("One\nTwo\n"),
  "held-back.txt": bytes("Three\n"),
  "tokenizer.json": bytes("{}"),
};

/** The files of a pack. @param {any} [note] @param {Record<string, Uint8Array>} [parts] */
function filesOf(note = {}, parts = PARTS) {
  const sizes = Object.fromEntries(
    Object.entries(parts).map(([part, { length }]) => [part, length]),
  );
  return { [NOTE]: bytes(JSON.stringify({ ...NOTED, parts: sizes, ...note })), ...parts };
}

/** @param {Record<string, Uint8Array>} files */
const zipped = (files) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, one]) => [`class/${name}`, one])));

/** A pack whose last file is another's, and claims a size that can't be. */
function beside() {
  const zip = zipSync({ ...filesOf(), "notes.txt": bytes("a") });
  const last = zip.length - 22 - 46 - "notes.txt".length;
  return zip.with(last + 27, 255);
}

/** @param {Uint8Array} content */
const fileOf = (content) => new File([/** @type {BlobPart} */ (content)], "a.headlinepack");

/** Why a pack is refused. @param {Uint8Array} content */
const refusal = (content) =>
  packOf(fileOf(content)).then(
    () => "",
    (error) => error.message,
  );

test("a pack gives what it holds, the titles to train on first", async () => {
  const recorded = bytes(JSON.stringify(RECORDED));
  const pack = await packOf(fileOf(zipped(filesOf({}, { ...PARTS, "recorded.json": recorded }))));
  assert.equal(pack.titles, "One\nTwo\nThree\n");
  assert.equal(pack.tokenizer, "{}");
  assert.deepEqual([pack.link.lesson, pack.link.size], ["sgd-vs-adamw", "tiny"]);
  assert.equal(pack.recording?.runs[0].recipe.set.lr, 0.01);
  assert.equal((await packOf(fileOf(zipped(filesOf())))).recording, null);
  assert.equal(
    fileName("sgd-vs-adamw", "Hacker News 2.csv"),
    "class-sgd-vs-adamw-hacker-news-2.headlinepack",
  );
});

test("its titles are prepared as they stood, and anew only where a recipe cuts them otherwise", () => {
  /** @type {import("../../www/ui/pack/source.js").PackSource} */
  const pack = {
    ...{ kind: "pack", name: "hn.csv", titles: "One\nTwo\n", tokenizer: "{}", synthetic: false },
    ...{ prepared: PREPARED, fingerprints: FINGERPRINTS },
  };
  /** @type {any} */
  const config = { ...CHAMPION, ...PREPARED };
  const same = requestFor(pack, config);
  assert.deepEqual([same.config.shuffle, same.config.lr], [false, config.lr]);
  assert.deepEqual(same.source, {
    ...{ kind: "text", text: "One\nTwo\n", name: "hn.csv", format: "txt", synthetic: false },
    tokenizer: "{}",
  });
  const other = { ...config, vocab_size: 2048 };
  assert.equal(requestFor(pack, other).config, other);
  assert.equal("tokenizer" in requestFor(pack, other).source, false);
  /** @type {(fingerprints: any) => any} */
  const data = (fingerprints) => ({ info: { fingerprints } });
  assert.equal(differs(pack, config, data(FINGERPRINTS)), false);
  for (const part of ["train", "val", "tokenizer"])
    assert.equal(differs(pack, config, data({ ...FINGERPRINTS, [part]: "0" })), true, part);
  assert.equal(differs(pack, config, data(null)), true);
  assert.equal(differs(pack, other, data(null)), false);
});

test("what is wrong with a pack is told, with what to do", async () => {
  const sound = zipped(filesOf());
  const recorded = (/** @type {any} */ change) =>
    zipped(
      filesOf({}, { ...PARTS, "recorded.json": bytes(JSON.stringify({ ...RECORDED, ...change })) }),
    );
  for (const [what, content, expected] of /** @type {[string, Uint8Array, string | RegExp][]} */ ([
    ["nothing", bytes(""), words.damaged("it is no zip, or was cut off")],
    ["a text", bytes("One\nTwo\n".repeat(99)), words.damaged("it is no zip, or was cut off")],
    ["cut off", sound.subarray(0, -40), words.damaged("it is no zip, or was cut off")],
    ["its beginning lost", sound.subarray(40), /^the file is damaged/],
    ["another zip", zipped({ "a.txt": bytes("a") }), words.missing(NOTE)],
    [
      "many files",
      zipped(Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`${i}`, bytes("")]))),
      words.damaged(words.zip.many(17, 16)),
    ],
    [
      "a way out",
      zipSync({ ...filesOf(), "../a": bytes("a") }),
      words.damaged(words.zip.path("../a")),
    ],
    [
      "a large note",
      zipped({ [NOTE]: new Uint8Array(100_001) }),
      words.damaged(words.zip.large(`class/${NOTE}`, 100_001, 100_000)),
    ],
    ["a broken file beside it", beside(), words.damaged(words.zip.sizes)],
    [
      "the same part twice",
      zipSync({ ...filesOf(), "class/train.txt": bytes("One\nTwo\n") }),
      words.part("train.txt", words.twice),
    ],
    ["another format", zipped(filesOf({ format: "other" })), words.other],
    ["a newer one", zipped(filesOf({ version: 2, more: true })), words.newer],
    ["an unknown field", zipped(filesOf({ more: true })), words.part(NOTE, "more is unknown")],
    [
      "no fingerprints",
      zipped(filesOf({ data: { ...NOTED.data, fingerprints: null } })),
      /fingerprints/,
    ],
    ["deep JSON", zipped({ [NOTE]: bytes("[".repeat(100_000)) }), /nests deeper/],
    ["an unknown lesson", zipped(filesOf({ link: "lesson=none&size=tiny" })), words.lesson],
    ["no size", zipped(filesOf({ link: "" })), words.lesson],
    [
      "a part short",
      zipped({ ...filesOf(), "train.txt": bytes("One\n") }),
      words.missing("train.txt"),
    ],
    [
      "a title more",
      zipped(filesOf({}, { ...PARTS, "train.txt": bytes("1\n2\n3\n") })),
      words.part("train.txt", words.count),
    ],
    [
      "no UTF-8",
      zipped(filesOf({}, { ...PARTS, "tokenizer.json": Uint8Array.of(255) })),
      /^tokenizer.json in it can’t be used/,
    ],
    ["a recording of nobody", recorded({ runs: [] }), /^recorded.json in it can’t be used/],
    [
      "a number that is none",
      recorded({ runs: [{ ...RUN, train: [null] }] }),
      /runs\[0\].train\[0\] is no number/,
    ],
    ["another shading", recorded({ pieces: ["An owl"] }), /the looks of the run own-1/],
    [
      "a rate of text",
      recorded({ runs: [{ ...RUN, config: { ...CHAMPION, lr: {} } }] }),
      /config.lr/,
    ],
  ])) {
    const why = await refusal(content);
    if (typeof expected === "string") assert.equal(why, expected, what);
    else assert.match(why, expected, what);
  }
  const large = { size: MOST_BYTES + 1, slice: () => assert.fail("was read") };
  await assert.rejects(() => packOf(/** @type {any} */ (large)), /65 MB, more than the 64/);
  assert.ok(Object.values(MOST).every((most) => most <= MOST_BYTES));
});

test("whatever is changed or lost of a pack, reading it ends, and with a sentence", async () => {
  const sound = zipped(filesOf({}, { ...PARTS, "recorded.json": bytes(JSON.stringify(RECORDED)) }));
  let seed = 1;
  const draw = (/** @type {number} */ below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed % below;
  };
  let refused = 0;
  for (let i = 0; i < 1500; i += 1) {
    const changed = sound.slice(0, i % 3 === 0 ? draw(sound.length) : sound.length);
    for (let k = 0; k <= i % 3; k += 1) changed[draw(Math.max(1, changed.length))] = draw(256);
    const why = await refusal(changed);
    if (why === "") continue;
    refused += 1;
    assert.match(why, /\.$/, `no sentence: ${why}`);
  }
  assert.ok(refused > 1000, `${refused} refused`);
});
