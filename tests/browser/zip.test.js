/** Zips as page and workers read them: what comes out whole, and what is refused with which code before room is made for it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { zipSync } from "fflate";
import { contentOf, packedOf } from "../../www/zip/content.js";
import { entriesOf } from "../../www/zip/directory.js";
import { ZipFault } from "../../www/zip/fault.js";

const bytes = (/** @type {string} */ some) => new TextEncoder().encode(some);
const MOST = { entries: 4, bytes: 1000 };

/** @param {Uint8Array} zip @param {{ entries: number, bytes: number }} [most] */
const listed = (zip, most = MOST) => entriesOf(blobOf(zip), most);
/** @param {Uint8Array} zip */
const blobOf = (zip) => new Blob([/** @type {BlobPart} */ (zip)]);

/** @param {Uint8Array} zip @param {any} entry @param {number} [most] */
async function whole(zip, entry, most) {
  const pieces = [];
  let told = 0;
  const read = (/** @type {number} */ n) => {
    told += n;
  };
  for await (const piece of contentOf(blobOf(zip), entry, { most, read })) pieces.push(piece);
  assert.equal(told, entry.packed);
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

/** @param {Promise<unknown>} reading @param {string} code */
const refused = (reading, code) =>
  assert.rejects(
    reading,
    (/** @type {any} */ error) => {
      assert.ok(error instanceof ZipFault, String(error));
      assert.equal(error.code, code, error.message);
      return true;
    },
    code,
  );

/** The bytes with a number written into them. @param {Uint8Array} of @param {number} at @param {number} value @param {2 | 4} [width] bytes */
function written(of, at, value, width = 4) {
  const changed = of.slice();
  const view = new DataView(changed.buffer);
  if (width === 4) view.setUint32(at, value, true);
  else view.setUint16(at, value, true);
  return changed;
}

test("files come out as they went in, of any size and packing, by their names in any writing", async () => {
  const noise = crypto.getRandomValues(new Uint8Array(60_000));
  const files = { "größe/a": noise, empty: new Uint8Array(), zeros: new Uint8Array(3_000_000) };
  for (const level of /** @type {const} */ ([0, 6])) {
    const zip = zipSync(files, { level });
    const entries = await listed(zip);
    assert.deepEqual(
      entries.map(({ path, size }) => [path, size]),
      Object.entries(files).map(([name, { length }]) => [name, length]),
    );
    for (const entry of entries)
      assert.ok(
        Buffer.from(await whole(zip, entry)).equals(
          files[/** @type {keyof typeof files} */ (entry.path)],
        ),
      );
  }
  const named = zipSync({ "xx/": new Uint8Array(), xxxx: bytes("a") });
  const at = named.length - 22 - 4;
  named.set(Buffer.from("Caf\xe9", "latin1"), at);
  assert.deepEqual(
    (await listed(named)).map(({ path }) => path),
    ["Café"],
  );
  named.set(Buffer.from("né\0", "utf8").subarray(0, 3), at);
  named[at + 3] = 98;
  assert.deepEqual(
    (await listed(named)).map(({ path }) => path),
    ["néb"],
  );
});

test("a zip that claims more than it holds is refused, before room is made for it", async () => {
  const bomb = zipSync({ a: new Uint8Array(3_000_000) });
  const [entry] = await listed(bomb);
  assert.equal((await whole(bomb, entry, 3_000_000)).length, 3_000_000);
  await refused(whole(bomb, entry, 2_999_999), "large");
  await refused(whole(bomb, { ...entry, size: 1000 }, 1000), "grows");
  await refused(whole(bomb, { ...entry, crc: 1 }), "damaged");
  await refused(whole(bomb, { ...entry, size: 3_000_001 }), "damaged");
  await refused(whole(bomb, { ...entry, packed: entry.packed - 1 }), "damaged");
  const list = bomb.length - 22 - 47;
  for (const [at, value, code] of /** @type {[number, number, string][]} */ ([
    [list + 42, 0xfffffff0, "list"],
    [list + 20, 0xffffff, "cut"],
    [list, 0, "list"],
    [bomb.length - 6, 0xffffff00, "list"],
    [bomb.length - 6, 0xffffffff, "elsewhere"],
    [bomb.length - 10, 1001, "long"],
    [bomb.length - 22, 0, "none"],
  ]))
    await refused(listed(written(bomb, at, value)), code);
  const opened = async (/** @type {Uint8Array} */ zip) =>
    packedOf(blobOf(zip), (await listed(zip))[0]);
  await refused(opened(written(bomb, list + 24, 0xffffffff)), "sizes");
  await refused(opened(written(bomb, list + 8, 1, 2)), "locked");
  await refused(opened(written(bomb, list + 10, 14, 2)), "method");
  await refused(opened(written(bomb, 0, 0)), "list");
  // Its own header moves its bytes into the list.
  await refused(opened(written(bomb, 28, 9, 2)), "overlap");
});

test("reading ends with what stops it, also where nothing comes of the packed bytes", async () => {
  const zip = zipSync({ a: crypto.getRandomValues(new Uint8Array(60_000)) });
  const [entry] = await listed(zip);
  let told = 0;
  const read = () => {
    told += 1;
    if (told === 2) throw new Error("enough");
  };
  const all = async (/** @type {Blob} */ blob, /** @type {any} */ from) => {
    for await (const _ of contentOf(blob, from, { read })) told += 0;
  };
  await assert.rejects(all(blobOf(zip), entry), { message: "enough" });
  assert.equal(told, 2);
  // Stored blocks without a byte in them.
  const blank = new Uint8Array(100_000);
  for (let at = 0; at < blank.length; at += 5) blank.set([0, 0, 0, 255, 255], at);
  const local = zip.slice(0, 30);
  new DataView(local.buffer).setUint32(26, 0, true);
  told = 0;
  const hollow = { ...entry, packed: blank.length, size: 9, at: 0, until: 30 + blank.length };
  await assert.rejects(all(new Blob([local, blank]), hollow), { message: "enough" });
});

test("entries that share bytes, share a name or lead out of the zip are refused together", async () => {
  const two = zipSync({ a: bytes("aaaa"), b: bytes("bbbb") }, { level: 0 });
  assert.equal((await listed(two)).length, 2);
  const second = two.length - 22 - 47;
  await refused(listed(written(two, second + 42, 0)), "overlap");
  await refused(listed(two.with(second + 46, 97)), "twice");
  await refused(listed(two, { ...MOST, entries: 1 }), "many");
  await refused(listed(written(two, two.length - 12, 3, 2)), "list");
  for (const path of ["../a", "a/..", "a\\..\\b", "/a", "\\a", "c:a", "a\0b"])
    await refused(listed(zipSync({ [path]: bytes("a") })), "path");
  assert.equal((await listed(zipSync({ "a..b/..c": bytes("a"), "b\\c": bytes("b") }))).length, 2);
});
