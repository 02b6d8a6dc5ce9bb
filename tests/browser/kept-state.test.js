/** What the page makes of what storage tells it: whether to look there again, what is not kept, and what to tell it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "@preact/signals";
import { Kept } from "../../www/engine/kept.js";
import { engine } from "../../www/ui/state/engine.js";
import * as page from "../../www/ui/state/storage.js";
import { cardOf } from "./support/cards.js";

/** An engine that keeps nothing but what it was asked. */
function madeUpEngine() {
  const [asked, told] = [/** @type {any[]} */ ([]), /** @type {any} */ ({})];
  const heard =
    (/** @type {string} */ what) =>
    async (/** @type {any[]} */ ...wish) => {
      asked.push([what, ...wish]);
    };
  const storage = { kind: /** @type {any} */ ("opfs"), reason: "", used: 9, free: null };
  const kept = {
    ...{ annotate: heard("annotate"), describe: heard("describe"), forget: heard("forget") },
    storage: async () => ({ ...storage }),
  };
  const on = (/** @type {string} */ type, /** @type {(event: any) => void} */ listener) => {
    told[type] ??= [];
    told[type].push(listener);
  };
  const tell = (/** @type {any} */ event) =>
    Promise.all((told[event.type] ?? []).map((/** @type {any} */ listen) => listen(event)));
  engine.value = /** @type {any} */ ({ on, kept });
  page.followStorage(/** @type {any} */ (engine.value));
  return { asked, tell, storage };
}

/** @type {Map<string, string>} */
const local = new Map();
Object.assign(globalThis, {
  localStorage: {
    getItem: (/** @type {string} */ key) => local.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => local.set(key, value),
    removeItem: (/** @type {string} */ key) => local.delete(key),
  },
});

test("a visit that finds nothing forgets that there are runs only where it could have found them", async () => {
  const { tell, storage } = madeUpEngine();
  assert.equal(page.isMarked(), false);
  await tell({ type: "kept", run: "run-1", step: 3 });
  assert.equal(page.isMarked(), true);
  for (const [kind, used] of /** @type {const} */ ([
    [null, 0],
    ["indexeddb", 0],
    ["opfs", 9],
  ])) {
    Object.assign(storage, { kind, used });
    await page.unmarkEmpty();
    assert.equal(page.isMarked(), true, `${kind} with ${used} bytes`);
  }
  Object.assign(storage, { kind: "opfs", used: 0 });
  await page.unmarkEmpty();
  assert.equal(page.isMarked(), false);
});

test("a refusal stands until that run is kept, something was deleted, or a fault took the runs", async () => {
  const { tell, asked } = madeUpEngine();
  const refuse = (/** @type {string} */ run) =>
    tell({ type: "kept", run, step: 3, problem: `${run} is full.` });
  await refuse("run-1");
  await tell({ type: "kept", run: "run-2", step: 3 });
  assert.equal(page.notKept.value, "run-1 is full.");
  await refuse("run-2");
  assert.equal(page.notKept.value, "run-2 is full.");
  await tell({ type: "kept", run: "run-2", step: 4 });
  assert.equal(page.notKept.value, "run-1 is full.");
  await tell({ type: "kept", run: "run-1", step: 4 });
  assert.equal(page.notKept.value, "");

  await refuse("run-1");
  await page.forgetAll();
  assert.deepEqual([page.notKept.value, asked], ["", [["forget", null]]]);
  await refuse("run-1");
  await tell({ type: "fault", lost: { runs: [] } });
  assert.equal(page.notKept.value, "");
});

test("a name or a pin is told to storage, whether the run has its weights here or not", async () => {
  const { asked } = madeUpEngine();
  const engineId = signal(/** @type {string | null} */ ("run-7"));
  const card = Object.assign(cardOf({ name: "mine", losses: [2.5] }), {
    ...{ engineId, kept: { key: "run-mine", experiment: "one", place: 0 }, data: { id: "data-1" } },
    ...{ renamed: { value: true }, pinned: { value: true } },
  });
  await page.keepChanges(card);
  card.engineId.value = null;
  await page.keepChanges(card);
  const [[first, run, wish], [second, key, about]] = asked;
  assert.deepEqual([first, run.id, wish.key], ["describe", "run-7", card.kept?.key]);
  assert.deepEqual([second, key], ["annotate", card.kept?.key]);
  assert.equal(about.pinned, true);
  assert.deepEqual(wish.about, about);
});

test("headlines that can't be read are told to whoever asked for them, and to nobody else", async () => {
  const ask = () => Promise.reject(new Error("damaged"));
  const kept = new Kept(/** @type {any} */ ({ ask, name: () => "data-2" }));
  const restoring = kept.restore(/** @type {any} */ ({ key: "run-1", note: { data: "data-1" } }));
  // A data set goes while they are read; a rejection that nobody handles would fail this test.
  kept.disposed("data-1");
  await assert.rejects(restoring, { message: "damaged" });
  await new Promise((resolve) => setImmediate(resolve));
});
