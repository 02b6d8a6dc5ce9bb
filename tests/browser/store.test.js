/** Where runs are kept: what was written comes back, or what was written before it, whatever happens. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { useStore } from "./support/store.js";

const { openTab } = useStore();
const TIMEOUT = { timeout: 60_000 };
const KINDS = ["opfs", "indexeddb"];

/** @param {import("node:test").TestContext} t @param {string} kind */
async function emptyStore(t, kind) {
  const tab = await openTab(t);
  await tab.inWorker(async (kind) => {
    await (await kept.open(kind)).clear();
  }, kind);
  return tab;
}

for (const kind of KINDS) {
  test(`${kind}: 0 bytes, 1 byte and 40 MB come back as they were`, TIMEOUT, async (t) => {
    const { inWorker } = await emptyStore(t, kind);
    const seen = await inWorker(async (kind) => {
      const store = await kept.open(kind);
      const told = [];
      for (const [length, piece] of [
        [0, 1],
        [1, 1],
        [2 ** 22, 2 ** 22],
        [40_000_001, 3_333_333],
      ]) {
        const bytes = kept.bytesOf(length, length);
        const note = { length, text: "Überschrift 🗞" };
        const written = await store.write(`of ${length}`, note, kept.cut(bytes, piece));
        // Another page will read it.
        const back = await kept.readBack(await kept.open(kind), `of ${length}`, 7_777_777);
        told.push([written, kept.same(back.value, bytes), back.note, back.sequence]);
      }
      return { told, list: await store.list() };
    }, kind);
    const lengths = [0, 1, 2 ** 22, 40_000_001];
    const text = "Überschrift 🗞";
    assert.deepEqual(
      seen.told,
      lengths.map((length) => [length, true, { length, text }, 1]),
    );
    const byBytes = seen.list.sort((one, other) => one.bytes - other.bytes);
    assert.deepEqual(
      byBytes,
      lengths.map((length) => ({
        key: `of ${length}`,
        sequence: 1,
        bytes: length,
        note: { length, text },
      })),
    );
  });
}
