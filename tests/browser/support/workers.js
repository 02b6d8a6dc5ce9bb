/** The page's workers, by the name of their script: their addresses are blobs, which tell nothing. */

/** A thread of a pool waits or computes, and answers nobody. */
const PATIENCE_MS = 2000;

/**
 * The first worker of a script, if there is one.
 * @param {import("playwright-core").Page} page
 * @param {string} script beside engine.js
 */
export async function workerOf(page, script) {
  const named = page.workers().map(async (worker) => {
    // One that just ended has no name any more.
    const name = await worker.evaluate(() => self.name).catch(() => "");
    if (name !== script) throw new Error(`${name} is another`);
    return worker;
  });
  const found = Promise.any(named).catch(() => undefined);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, undefined));
  return /** @type {Promise<Awaited<typeof found>>} */ (Promise.race([found, late]));
}
