/** A tab that is ended at any moment leaves a whole value: the newest, or the one before. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { useStore } from "./support/store.js";

const { openTab, sharedTab } = useStore();
const TIMEOUT = { timeout: 120_000 };
/** How long after a write began the tab is ended, at most. */
const LATEST_MS = 120;

/** @typedef {import("./support/store.js").Tab} Tab */

/** Ways to end a writer. @type {Record<string, (tab: Tab) => Promise<unknown>>} */
const WAYS = {
  "its worker is ended": ({ page }) => page.evaluate(() => window.worker.terminate()),
  "it is closed": ({ page }) => page.close(),
  async "its process dies"({ page }) {
    const session = await page.context().newCDPSession(page);
    const dead = page.waitForEvent("crash");
    session.send("Page.crash").catch(() => {});
    await dead;
  },
};

/** In the worker of a tab that stays: hears of the writes. */
function listen() {
  self.heard = { began: 0, done: 0, stalled: 0 };
  new BroadcastChannel("writes").onmessage = ({ data }) => Object.assign(self.heard, data);
}

/**
 * In a worker: writes one value after the other until it is ended. The second stalls for ever after `stall` of its
 * length, or not at all where that is null.
 * @param {{ kind: string, stall: number | null }} options
 */
async function writeOn({ kind, stall }) {
  const told = new BroadcastChannel("writes");
  const store = await kept.open(kind);
  while (!(await store.hold("run"))) await new Promise((resolve) => setTimeout(resolve, 5));
  let next = ((await store.open("run"))?.note.next ?? 0) + 1;
  /** Pieces that take a while to make, as a model's do. @param {Uint8Array} bytes @param {number} until */
  function* slowly(bytes, until) {
    let given = 0;
    for (const piece of kept.cut(bytes, 100_000)) {
      if (given >= until) {
        told.postMessage({ stalled: next });
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      }
      const end = performance.now() + 1;
      while (performance.now() < end);
      given += piece.length;
      yield piece;
    }
  }
  const write = async (/** @type {number | null} */ share) => {
    const length = 1_000_000 + ((next * 7919) % 3_000_000);
    const pieces = slowly(kept.bytesOf(next, length), (share ?? 2) * length);
    told.postMessage({ began: next });
    await store.write("run", { next, length }, pieces);
    told.postMessage({ done: next });
    next += 1;
  };
  await write(null);
  const on = async () => {
    for (;;) await write(stall);
  };
  // Not waited for: nobody will be there to hear of its end.
  void on();
}

/** In the worker of a tab that stays, once the writer is gone: what is kept, and what was heard. @param {string} kind */
async function look(kind) {
  const store = await kept.open(kind);
  const wait = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
  /** @type {(() => void) | null} */
  let release = null;
  for (const end = Date.now() + 10_000; !release && Date.now() < end; await wait(5))
    release = await store.hold("run");
  if (!release) throw new Error("the writer's lock is held on");
  // What it told last may be on its way.
  await wait(20);
  const back = await kept.readBack(store, "run");
  const { next, length } = back?.note ?? {};
  const same = back !== null && kept.same(back.value, kept.bytesOf(next, length));
  const listed = (await store.list()).map(({ note }) => note.next);
  const heads = (await kept.slots(kind)).map(async (slot) => (await slot.read())[0]);
  const torn = (await Promise.all(heads)).filter((first) => !first).length;
  release();
  return { ...self.heard, next, same, listed, torn };
}

/** How many writers are ended, by way: in the midst of a write that stalls, and after some time. */
const ROUNDS = {
  opfs: { "its process dies": [11, 4], "its worker is ended": [1, 5], "it is closed": [1, 2] },
  indexeddb: { "its process dies": [3, 1], "its worker is ended": [1, 2], "it is closed": [0, 1] },
};

/**
 * Starts a writer in a tab and ends it.
 * @param {Tab} tab
 * @param {Tab} watcher
 * @param {{ kind: string, way: string, stalls: boolean }} round
 */
async function writeAndEnd(tab, watcher, { kind, way, stalls }) {
  const random = Math.random();
  const wait = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
  await (await tab.start())(writeOn, { kind, stall: stalls ? 0.98 * random : null });
  const stalled = () => watcher.inWorker(() => self.heard.stalled > self.heard.done);
  if (stalls) while (!(await stalled())) await wait(5);
  else await wait(random * LATEST_MS);
  await WAYS[way](tab);
  const when = stalls ? `${random} of a write` : `${random * LATEST_MS} ms`;
  return { seen: await watcher.inWorker(look, kind), when };
}

for (const [kind, ways] of Object.entries(ROUNDS)) {
  test(
    `${kind}: a writer that is ended leaves the newest value or the one before`,
    TIMEOUT,
    async (t) => {
      const watcher = await sharedTab();
      await watcher.inWorker(async (kind) => (await kept.open(kind)).clear(), kind);
      await watcher.inWorker(listen);
      for (const [way, [midst, timed]] of Object.entries(ways)) {
        /** @type {Tab | undefined} */
        let tab;
        for (let round = 0; round < midst + timed; round += 1) {
          const stalls = round < midst;
          if (way !== "its worker is ended" || !tab) tab = await openTab(t);
          const { seen, when } = await writeAndEnd(tab, watcher, { kind, way, stalls });
          const { began, done, next } = seen;
          const what = `${way} after ${when}: ${JSON.stringify(seen)}`;
          assert.ok(seen.same && done <= next && next <= began && began <= done + 1, what);
          assert.deepEqual(seen.listed, [next], what);
          if (!stalls) continue;
          // Without this the test would say nothing: the end came when a slot was half written.
          assert.deepEqual([began, next], [done + 1, done], what);
          if (kind === "opfs") assert.equal(seen.torn, 1, what);
        }
      }
    },
  );
}
