/** Models in zips, and zips that were made to do harm: each is refused with a reason, and nothing grows past its limit. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { zipSync } from "fflate";
import { modelIn } from "../../www/ui/folder/parts.js";
import { readModel } from "../../www/ui/folder/read.js";
import { entriesOf, unpack } from "../../www/ui/folder/unzip.js";
import { zipOf } from "../../www/ui/takeaway/zip.js";
import { text } from "../../www/ui/text.js";

const why = text.folder.why;
const encoder = new TextEncoder();
const watch = { signal: new AbortController().signal, progress: () => {} };

/** Numbers that no compressor makes smaller. @param {number} n */
function noise(n) {
  const bytes = new Uint8Array(n);
  for (let i = 0, x = 1; i < n; i += 1) {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    bytes[i] = x >>> 24;
  }
  return bytes;
}

const WEIGHTS = noise(1_200_000);
/** @param {string} folder @returns {Record<string, Uint8Array>} */
const model = (folder) => ({
  [`${folder}config.json`]: encoder.encode('{"model_type":"gpt2"}'),
  [`${folder}tokenizer.json`]: encoder.encode('{"model":{}}'),
  [`${folder}model.safetensors`]: WEIGHTS,
  [`${folder}README.md`]: encoder.encode("# A model"),
});

/** @param {BlobPart} bytes @param {string} [name] */
const file = (bytes, name = "a.zip") => new File([bytes], name);
/** @param {Record<string, Uint8Array>} files @param {0 | 6} [level] */
const zip = (files, level = 6) =>
  /** @type {Uint8Array<ArrayBuffer>} */ (zipSync(files, { level }));
/** @param {File} one */
const read = (one) => readModel([{ path: one.name, file: one }], watch);

/** Writes over a zip's bytes. @param {Uint8Array<ArrayBuffer>} bytes @param {number} sign a record's @param {(view: DataView, at: number) => void} change */
function changed(bytes, sign, change) {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  for (let at = 0; at + 4 <= copy.length; at += 1)
    if (view.getUint32(at, true) === sign) change(view, at);
  return copy;
}
const [LIST, END] = [0x02014b50, 0x06054b50];

test("a model comes out of a zip as it went in, packed or stored, in a folder or without one", async () => {
  const own = await zipOf(
    "headline-lab-adamw",
    Object.entries(model("")).map(([name, bytes]) => ({ name, bytes, stored: bytes === WEIGHTS })),
    watch,
  );
  /** @type {[File, string][]} */
  const zips = [
    [file(own, "taken.zip"), "headline-lab-adamw"],
    [file(zip(model("")), "loose.zip"), "loose"],
    [file(zip(model("outer/inner/"), 0)), "inner"],
    [file(zip({ ...model("gpt/"), "__MACOSX/gpt/._config.json": noise(9) })), "gpt"],
  ];
  for (const [one, name] of zips) {
    const found = await read(one);
    assert.equal(found.name, name);
    assert.equal(found.config, '{"model_type":"gpt2"}');
    assert.equal(found.headline, undefined);
    assert.ok(Buffer.from(await found.weights.arrayBuffer()).equals(WEIGHTS), name);
  }
});

test("what a zip lacks is named, and which of several models is meant is not guessed", async () => {
  const { "config.json": _, ...without } = model("");
  const named = (/** @type {Record<string, Uint8Array>} */ files) => read(file(zip(files)));
  await assert.rejects(named(without), { message: why.missing(["config.json"]) });
  await assert.rejects(named({ "a.txt": noise(5) }), {
    message: why.missing(["model.safetensors", "config.json", "tokenizer.json"]),
  });
  await assert.rejects(named({ ...model("a/"), ...model("b/") }), {
    message: why.several(["a/", "b/"]),
  });
  const texts = ["config.json", "tokenizer.json"];
  /** @type {[string, string][]} */
  const others = [
    ["model-00001-of-00002.safetensors", why.shards],
    ["pytorch_model.bin", why.pickled("pytorch_model.bin")],
    ["adapter.safetensors", why.otherName("adapter.safetensors")],
  ];
  for (const [name, message] of others) assert.throws(() => modelIn([...texts, name]), { message });
});

test("zips that were made to do harm are refused", async () => {
  const good = zip(model("m/"));
  const tall = Object.fromEntries(
    Array.from({ length: 2001 }, (_, i) => [`${i}`, new Uint8Array()]),
  );
  /** @type {[string, Uint8Array<ArrayBuffer>, string][]} */
  const hostile = [
    ["nothing", new Uint8Array(), why.zipBroken],
    ["no zip", noise(70_000), why.zipBroken],
    ["cut short", good.slice(0, -30), why.zipBroken],
    ["too many files", zip(tall), why.zipMany(2000)],
    ["a way out", zip({ "../m/config.json": noise(3) }), why.zipPath("../m/config.json")],
    ["a root", zip({ "/etc/config.json": noise(3) }), why.zipPath("/etc/config.json")],
    ["a name of another system", zip({ "m\\a": noise(3) }), why.zipPath("m\\a")],
    ["a drive", zip({ "c:\\config.json": noise(3) }), why.zipPath("c:\\config.json")],
    [
      "a name that is there twice",
      changed(zip({ "m/a": noise(3), "m/b": noise(4) }), LIST, (view, at) =>
        view.setUint8(at + 48, 97),
      ),
      why.zipTwice("m/a"),
    ],
    [
      "a list beyond the end",
      changed(good, END, (view, at) => view.setUint32(at + 16, 4e8, true)),
      why.zipBroken,
    ],
    [
      "another kind of zip",
      changed(good, END, (view, at) => view.setUint32(at + 16, 0xffffffff, true)),
      why.zipLarge,
    ],
    [
      "more entries than there are",
      changed(good, END, (view, at) => view.setUint16(at + 10, 9, true)),
      why.zipBroken,
    ],
    [
      "a password",
      changed(good, LIST, (view, at) => view.setUint16(at + 8, 1, true)),
      why.zipLocked,
    ],
    [
      "an unknown method",
      changed(good, LIST, (view, at) => view.setUint16(at + 10, 14, true)),
      why.zipMethod("m/config.json", 14),
    ],
    [
      "an entry beyond the end",
      changed(good, LIST, (view, at) => view.setUint32(at + 42, 4e8, true)),
      why.zipBroken,
    ],
    [
      "more bytes than there are",
      changed(good, LIST, (view, at) => view.setUint32(at + 20, 4e8, true)),
      why.zipBroken,
    ],
    [
      "entries in one place",
      changed(good, LIST, (view, at) => view.setUint32(at + 42, 0, true)),
      why.zipBroken,
    ],
    [
      "other bytes",
      changed(good, LIST, (view, at) => view.setUint32(at + 16, 1, true)),
      why.zipDamaged("m/config.json"),
    ],
    [
      "half of its bytes",
      changed(good, LIST, (view, at) => view.setUint32(at + 20, 9, true)),
      why.zipDamaged("m/config.json"),
    ],
  ];
  for (const [what, bytes, message] of hostile)
    await assert.rejects(read(file(bytes)), { message }, what);
});

test("an entry that unpacks to more than may be is left at the limit, whatever it claims", async () => {
  const bytes = zip({ "model.safetensors": new Uint8Array(24e6) });
  const lying = changed(bytes, LIST, (view, at) => view.setUint32(at + 24, 10, true));
  const blob = new Blob([lying]);
  const [entry] = await entriesOf(blob);
  let read = 0;
  const progress = (/** @type {number} */ n) => {
    read += n;
  };
  await assert.rejects(unpack(blob, entry, { ...watch, most: 1e6, progress }), {
    message: why.zipGrows("model.safetensors"),
  });
  assert.ok(read < entry.packed, `${read} of ${entry.packed} bytes were read`);
  const honest = new Blob([bytes]);
  const [sound] = await entriesOf(honest);
  await assert.rejects(unpack(honest, sound, { ...watch, most: 24e6 - 1 }), {
    message: why.zipGrows("model.safetensors"),
  });
  const whole = await unpack(honest, sound, { ...watch, most: 24e6, progress });
  assert.equal(whole.size, 24e6);
});

test("random changes to a zip bring an error with a reason or the same model, and no other thing", async () => {
  const weights = noise(3000);
  const good = zip({ ...model("m/"), "m/model.safetensors": weights }, 0);
  let state = 7;
  const draw = (/** @type {number} */ n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  const tail = good.length - 400;
  let refused = 0;
  for (let i = 0; i < 400; i += 1) {
    const bytes = good.slice();
    for (let k = 0; k < 3; k += 1) bytes[tail + draw(400)] = draw(256);
    try {
      const found = await read(file(bytes));
      assert.ok(Buffer.from(await found.weights.arrayBuffer()).equals(weights));
    } catch (error) {
      assert.ok(error instanceof Error && error.name === "Error", String(error));
      refused += 1;
    }
  }
  assert.ok(refused > 200, `${refused} of 400 were refused`);
});
