/** Damaged Parquet files: whichever bit of one is wrong, its reading comes to an end. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { readTitles } from "../../www/worker/read/titles.js";
import { snappyParquet, zstdParquet } from "./support/parquet.js";

/** How many bytes from one that is damaged to the next; `EVERY=1` tries all. */
const EVERY = Number(process.env.EVERY ?? 29);
/** A reading takes some milliseconds; past this many it is taken to have no end. */
const MOST_MS = 2000;

/** @typedef {{ bytes: Uint8Array, tries: [place: number, bit: number][] }} Damage */

/** Reads the file with each damage and tells after each what was thrown that is not a refusal. */
async function readDamaged() {
  const { bytes, tries } = /** @type {Damage} */ (workerData);
  for (const [place, bit] of tries) {
    const damaged = bytes.with(place, bytes[place] ^ bit);
    const thrown = await readTitles([new File([damaged], "p.parquet")]).then(
      () => null,
      (error) => (error.code === "data" ? null : String(error.stack)),
    );
    parentPort?.postMessage(thrown);
  }
}

/** @param {Damage} damage @returns {Promise<string | null>} what went wrong */
function faultWith(damage) {
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: damage });
  let done = 0;
  return new Promise((resolve) => {
    const { tries } = damage;
    const late = () => resolve(`${tries[done]} does not end`);
    let timer = setTimeout(late, 2 * MOST_MS);
    worker.on("message", (thrown) => {
      clearTimeout(timer);
      timer = setTimeout(late, MOST_MS);
      if (thrown) resolve(`${tries[done]}: ${thrown}`);
      done += 1;
      if (done === tries.length) resolve(null);
    });
    worker.on("error", (error) => resolve(`${tries[done]}: ${error.stack}`));
    worker.on("exit", (code) => resolve(`${tries[done]}: exit ${code}`));
  }).finally(() => worker.terminate());
}

if (isMainThread)
  test("a Parquet file with any byte damaged is read or refused, and never for ever", async () => {
    for (const [name, file] of Object.entries({ snappyParquet, zstdParquet })) {
      const bytes = new Uint8Array(await file(name).arrayBuffer());
      /** @type {Damage["tries"]} */
      const tries = [];
      for (let place = 0; place < bytes.length; place += EVERY)
        tries.push([place, 1 << ((place / EVERY) % 8)], [place, 128]);
      // A page's header, with which the library counts for ever.
      if (file === snappyParquet) tries.push([452, 128]);
      assert.equal(await faultWith({ bytes, tries }), null, name);
    }
  });
else await readDamaged();
