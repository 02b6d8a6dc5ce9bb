/** The page's workers, by the name of their script: their addresses are blobs, which tell nothing. */

/**
 * @param {import("playwright-core").Page} page
 * @param {string} script beside engine.js
 */
export async function workersOf(page, script) {
  const all = await Promise.all(
    page.workers().map(async (worker) => {
      // One that just ended has no name any more.
      const name = await worker.evaluate(() => self.name).catch(() => "");
      return name === script ? [worker] : [];
    }),
  );
  return all.flat();
}
