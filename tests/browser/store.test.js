/** Where runs are kept: what was written comes back, or what was written before it, whatever happens. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { useStore } from "./support/store.js";

const { openTab, sharedTab, elsewhere } = useStore();
const TIMEOUT = { timeout: 60_000 };
const KINDS = ["opfs", "indexeddb"];

/** The shared tab, with nothing kept. @param {string} kind */
async function emptyStore(kind) {
  const tab = await sharedTab();
  await tab.inWorker(async (kind) => {
    await (await kept.open(kind)).clear();
  }, kind);
  return tab;
}

for (const kind of KINDS) {
  test(`${kind}: 0 bytes, 1 byte and 40 MB come back as they were`, TIMEOUT, async () => {
    const { inWorker } = await emptyStore(kind);
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

for (const kind of KINDS) {
  test(`${kind}: a key has two slots in turn, and any key will do`, TIMEOUT, async () => {
    const { inWorker } = await emptyStore(kind);
    const seen = await inWorker(async (kind) => {
      const keys = ["", "a", "A", "../a", "a/../b", "con", "é", "e\u0301", "\ud800", "\ud801"];
      keys.push("k".repeat(10_000), "🗞".repeat(5000), "k".repeat(9999));
      const store = await kept.open(kind);
      const counts = [];
      for (const round of [1, 2, 3]) {
        for (const [i, key] of keys.entries())
          await store.write(key, { i, round }, [kept.bytesOf(i * 10 + round, 100 + i)]);
        counts.push((await kept.slots(kind)).length);
      }
      const again = await kept.open(kind);
      const wrong = [];
      for (const [i, key] of keys.entries()) {
        const { note, sequence, value } = await kept.readBack(again, key);
        const right = kept.same(value, kept.bytesOf(i * 10 + 3, 100 + i));
        if (!right || note.i !== i || note.round !== 3 || sequence !== 3) wrong.push(key);
      }
      const listed = (await again.list()).map(({ key, note }) => [key, note.i]);
      const right = keys.every((key, i) => listed.some(([k, n]) => k === key && n === i));
      await again.remove("../a");
      const gone = await again.open("../a");
      const left = (await again.list()).length;
      const none = await again.open("never written");
      await again.clear();
      const cleared = [(await again.list()).length, (await kept.slots(kind)).length];
      return { counts, keys: keys.length, wrong, right, gone, left, none, cleared };
    }, kind);
    const { keys } = seen;
    assert.deepEqual(seen.counts, [keys, 2 * keys, 2 * keys]);
    assert.deepEqual([seen.wrong, seen.right], [[], true]);
    assert.deepEqual([seen.gone, seen.left, seen.none], [null, keys - 1, null]);
    assert.deepEqual(seen.cleared, [0, 0]);
  });

  test(
    `${kind}: pieces are taken in one go, also from shared memory, and the note after them`,
    TIMEOUT,
    async () => {
      const { inWorker } = await emptyStore(kind);
      const seen = await inWorker(async (kind) => {
        const store = await kept.open(kind);
        const shared = new Uint8Array(new SharedArrayBuffer(1000));
        let steps = 0;
        let training = true;
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          steps += 1;
          if (training) port2.postMessage(null);
        };
        port2.postMessage(null);
        const at = [];
        function* pieces() {
          // The same memory again and again, as a module's.
          for (let i = 0; i < 3000; i += 1) {
            if (i === 0 || i === 2999) at.push(steps);
            yield shared.fill(i);
          }
        }
        await store.write("run", () => ({ at: steps }), pieces());
        training = false;
        const { note, value } = await kept.readBack(await kept.open(kind), "run");
        const right = value.every((byte, i) => byte === (Math.floor(i / 1000) & 255));
        return { right, length: value.length, at: [...at, note.at] };
      }, kind);
      assert.deepEqual([seen.right, seen.length], [true, 3_000_000]);
      const [first, last, noted] = seen.at;
      assert.deepEqual([last, noted], [first, first]);
    },
  );

  test(
    `${kind}: what stops in its midst leaves the value before, and is told as it was thrown`,
    TIMEOUT,
    async () => {
      const { inWorker } = await emptyStore(kind);
      const seen = await inWorker(async (kind) => {
        const store = await kept.open(kind);
        const told = [];
        for (const [i, after] of [0, 1, 2, 5, 9].entries()) {
          await store.write("run", i, [kept.bytesOf(i, 3_000_000)]);
          function* pieces() {
            for (let piece = 0; piece < after; piece += 1) yield kept.bytesOf(piece, 1_000_000);
            throw new RangeError("trap");
          }
          const { name, message } = await kept.refusal(store.write("run", "never", pieces()));
          const { note, value } = await kept.readBack(await kept.open(kind), "run");
          told.push([name, message, note, kept.same(value, kept.bytesOf(i, 3_000_000))]);
        }
        return { told, slots: (await kept.slots(kind)).length };
      }, kind);
      assert.deepEqual(
        seen.told,
        [0, 1, 2, 3, 4].map((i) => ["RangeError", "trap", i, true]),
      );
      assert.ok(seen.slots <= 2);
    },
  );

  test(
    `${kind}: a slot cut short anywhere, or with any bits turned, is not taken for whole`,
    TIMEOUT,
    async () => {
      const { inWorker } = await emptyStore(kind);
      const seen = await inWorker(async (kind) => {
        const store = await kept.open(kind);
        const values = [kept.bytesOf(1, 50), kept.bytesOf(2, 50)];
        for (const [i, value] of values.entries()) await store.write("run", { i }, [value]);
        const all = await kept.slots(kind);
        const slot = all[1];
        const image = await slot.read();
        const noticed = { cut: 0, longer: 0, turned: 0, taken: [] };
        // Each time the value before, and nothing else.
        const isBefore = async (what) => {
          const back = await kept.readBack(store, "run");
          const before = back?.note.i === 0 && kept.same(back.value, values[0]);
          if (!before) noticed.taken.push(what);
          return before ? 1 : 0;
        };
        for (let length = 0; length < image.length; length += 1) {
          await slot.write(image.slice(0, length));
          noticed.cut += await isBefore(`cut to ${length}`);
        }
        for (const more of [1, 64, image.length]) {
          await slot.write(Uint8Array.from([...image, ...kept.bytesOf(more, more)]));
          noticed.longer += await isBefore(`${more} bytes longer`);
        }
        const turns = 200;
        const random = kept.bytesOf(Date.now() % 1e6, 16 * turns);
        for (let turn = 0; turn < turns; turn += 1) {
          const turned = image.slice();
          const bits = [];
          for (let i = 0; i <= turn % 4; i += 1) {
            const bit =
              ((random[turn * 16 + 2 * i] << 8) | random[turn * 16 + 2 * i + 1]) %
              (image.length * 8);
            if (bits.includes(bit)) continue;
            bits.push(bit);
            turned[bit >> 3] ^= 1 << (bit & 7);
          }
          await slot.write(turned);
          noticed.turned += await isBefore(`bits ${bits} turned`);
        }
        await slot.write(image);
        const back = await kept.readBack(store, "run");
        return { noticed, length: image.length, turns, restored: back.note.i };
      }, kind);
      const { cut, longer, turned, taken } = seen.noticed;
      assert.deepEqual(taken, []);
      assert.deepEqual([cut, longer, turned], [seen.length, 3, seen.turns]);
      assert.equal(seen.restored, 1, "the slot as it was is whole");
    },
  );

  test(`${kind}: a damaged slot is written next, never the whole one`, TIMEOUT, async () => {
    const { inWorker } = await emptyStore(kind);
    const seen = await inWorker(async (kind) => {
      const told = [];
      const store = await kept.open(kind);
      for (let i = 0; i < 2; i += 1) await store.write("run", i, [kept.bytesOf(i, 5_000_000)]);
      // Deep inside the value, where a list does not look.
      const [, slot] = await kept.slots(kind);
      const image = await slot.read();
      image[2_345_678] ^= 1;
      await slot.write(image);
      const listed = (await store.list())[0].note;
      function* trap() {
        yield kept.bytesOf(5, 100);
        throw new Error("trap");
      }
      // A page that opens only now does not know which one is damaged.
      const fresh = await kept.open(kind);
      await kept.refusal(fresh.write("run", 2, trap()));
      const { note, value } = await kept.readBack(fresh, "run");
      told.push(listed, note, kept.same(value, kept.bytesOf(0, 5_000_000)));
      await fresh.write("run", 3, [kept.bytesOf(3, 10)]);
      const { note: newest, sequence } = await kept.readBack(fresh, "run");
      told.push(newest, sequence > 1, (await kept.slots(kind)).length);
      // A turned bit of the version does not make it another one, for which the slot would be left.
      for (const one of await kept.slots(kind)) {
        const turned = await one.read();
        turned[8] ^= 1;
        await one.write(turned);
      }
      await fresh.write("run", 4, [kept.bytesOf(4, 10)]);
      await fresh.write("run", 5, [kept.bytesOf(5, 10)]);
      told.push((await kept.readBack(fresh, "run")).note, (await kept.slots(kind)).length);
      return told;
    }, kind);
    assert.deepEqual(seen, [1, 0, true, 3, true, 2, 5, 2]);
  });

  test(`${kind}: a slot of another version is passed over and left alone`, TIMEOUT, async () => {
    const { inWorker } = await emptyStore(kind);
    const seen = await inWorker(async (kind) => {
      const store = await kept.open(kind);
      await store.write("run", "of another version", [kept.bytesOf(1, 100)]);
      const [slot] = await kept.slots(kind);
      const image = await slot.read();
      const view = new DataView(image.buffer);
      view.setUint32(8, 2, true);
      view.setUint32(12, ~2, true);
      await slot.write(image);
      const before = [await store.open("run"), await store.list()];
      const counts = [];
      for (let i = 0; i < 4; i += 1) {
        await store.write("run", i, [kept.bytesOf(i, 100)]);
        counts.push((await kept.slots(kind)).length);
      }
      const { note } = await kept.readBack(store, "run");
      const untouched = kept.same(await (await kept.slots(kind))[0].read(), image);
      const listed = (await store.list()).map(({ note }) => note);
      await store.clear();
      return { before, counts, note, untouched, listed, left: (await kept.slots(kind)).length };
    }, kind);
    assert.deepEqual(seen.before, [null, []]);
    assert.deepEqual(seen.counts, [2, 3, 3, 3], "its slot and two");
    assert.deepEqual([seen.note, seen.untouched, seen.listed, seen.left], [3, true, [3], 0]);
  });

  test(`${kind}: what is used is told, and what is free`, TIMEOUT, async () => {
    const { inWorker } = await emptyStore(kind);
    const seen = await inWorker(async (kind) => {
      const store = await kept.open(kind);
      const told = [await store.usage()];
      for (let i = 0; i < 3; i += 1) await store.write("run", null, [kept.bytesOf(i, 1_000_000)]);
      await store.write("other", null, [kept.bytesOf(1, 500_000)]);
      told.push(await store.usage());
      navigator.storage.estimate = () => Promise.reject(new Error("no"));
      told.push(await store.usage());
      Reflect.deleteProperty(navigator.storage, "estimate");
      return told;
    }, kind);
    const [empty, full, unknown] = seen;
    assert.equal(empty.used, 0);
    assert.ok(empty.free > 1e6, `${empty.free} bytes are free`);
    assert.ok(full.used > 2_500_000 && full.used < 2_501_000, `${full.used} bytes are used`);
    assert.deepEqual(unknown, { used: full.used, free: null });
  });

  test(
    `${kind}: where storage is full the error says so, and the value before is whole`,
    TIMEOUT,
    async (t) => {
      // An origin of its own: what a browser has told IndexedDB of the space there is holds for half a minute.
      const { page, inWorker } = await openTab(t, elsewhere());
      const session = await page.context().newCDPSession(page);
      const quota = (/** @type {number} */ quotaSize) =>
        session.send("Storage.overrideQuotaForOrigin", { origin: elsewhere(), quotaSize });
      await quota(6_000_000);
      await inWorker(async (kind) => {
        const store = await kept.open(kind);
        for (let i = 0; i < 2; i += 1) await store.write("run", i, [kept.bytesOf(i, 1_000_000)]);
      }, kind);
      const seen = await inWorker(async (kind) => {
        const store = await kept.open(kind);
        const error = await kept.refusal(
          store.write("run", 2, kept.cut(kept.bytesOf(2, 20_000_000), 1_000_000)),
        );
        const { note, value } = await kept.readBack(store, "run");
        return { error, note, same: kept.same(value, kept.bytesOf(1, 1_000_000)) };
      }, kind);
      assert.deepEqual([seen.error?.name, seen.error?.kind], ["StoreError", "full"]);
      assert.match(seen.error.message, /full; delete/);
      assert.deepEqual([seen.note, seen.same], [1, true]);
      await quota(200_000_000);
      const after = await inWorker(async (kind) => {
        const store = await kept.open(kind);
        await store.write("run", 3, kept.cut(kept.bytesOf(3, 20_000_000), 1_000_000));
        const { note } = await kept.readBack(store, "run");
        await store.clear();
        return note;
      }, kind);
      assert.equal(after, 3);
    },
  );
}

test("where storage is refused there is none, with the reason", TIMEOUT, async (t) => {
  const { inWorker } = await openTab(t);
  const seen = await inWorker(async () => {
    const refused = () => Promise.reject(new DOMException("cookies are blocked", "SecurityError"));
    const { checksum, openStore } = kept;
    StorageManager.prototype.getDirectory = refused;
    const second = await openStore({ checksum });
    IDBFactory.prototype.open = () => {
      throw new DOMException("cookies are blocked", "SecurityError");
    };
    const none = await openStore({ checksum });
    Object.defineProperty(self, "indexedDB", { value: undefined });
    Object.defineProperty(navigator, "storage", { value: undefined });
    return [second.store.kind, none, await openStore({ checksum })];
  });
  const [second, none, absent] = seen;
  assert.equal(second, "indexeddb");
  assert.equal(none.store, null);
  assert.match(
    none.reason,
    /private file system: SecurityError.*IndexedDB: SecurityError.*blocked/,
  );
  assert.equal(absent.store, null);
  assert.match(absent.reason, /keeps nothing/);
});

test(
  "a key has one holder over all tabs, until it lets go or its tab is closed",
  TIMEOUT,
  async (t) => {
    const [one, other] = [await openTab(t), await openTab(t)];
    for (const { inWorker } of [one, other])
      await inWorker(async () => {
        const { store } = await kept.openStore({ checksum: kept.checksum });
        const take = async () => {
          self.release = await store.hold("run");
          return self.release !== null;
        };
        const soon = async () => {
          const end = Date.now() + 5000;
          while (!(await take()) && Date.now() < end) await new Promise((r) => setTimeout(r, 5));
          return self.release !== null;
        };
        Object.assign(self, { store, take, soon });
      });
    const held = () => self.take();
    assert.equal(await one.inWorker(held), true);
    assert.equal(await one.inWorker(() => self.store.locks), true);
    assert.equal(await one.inWorker(async () => await self.store.hold("run")), null);
    assert.equal(await other.inWorker(held), false);
    assert.equal(await other.inWorker(async () => (await self.store.hold("other")) !== null), true);
    await one.inWorker(() => self.release());
    assert.equal(await other.inWorker(() => self.soon()), true);
    assert.equal(await one.inWorker(held), false);
    await other.page.close();
    assert.equal(await one.inWorker(() => self.soon()), true);
  },
);

test("without Web Locks everybody holds, and the store says so", TIMEOUT, async (t) => {
  const { inWorker } = await openTab(t);
  const seen = await inWorker(async () => {
    Object.defineProperty(navigator, "locks", { value: undefined });
    const { store } = await kept.openStore({ checksum: kept.checksum });
    const both = [await store.hold("run"), await store.hold("run")];
    for (const release of both) release();
    return [store.locks, both.every((release) => typeof release === "function")];
  });
  assert.deepEqual(seen, [false, true]);
});
