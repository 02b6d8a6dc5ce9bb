/** What a first visit fetches, compressed as a host compresses it. */

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { useLab } from "./support/lab.js";
import { press, untilReady, untilRuns } from "./support/page.js";

const { open } = useLab({ fake: true });
const MOST_BYTES = 2_000_000;
const pkg = new URL(
  `${process.env.HEADLINE_PKG ?? new URL("../../pkg", import.meta.url)}/`,
  "file:",
);
const zipped = (/** @type {Uint8Array} */ bytes) => gzipSync(bytes, { level: 9 }).length;

/** The heaviest of the modules, of which a visit fetches one (threads.test.js); the stand-in has none. */
async function moduleBytes() {
  const folders = (await readdir(pkg, { withFileTypes: true })).filter((entry) =>
    entry.isDirectory(),
  );
  const sizes = folders.map(async ({ name }) => {
    const files = ["headline_lab.js", "headline_lab_bg.wasm"];
    const all = await Promise.all(files.map((file) => readFile(new URL(`${name}/${file}`, pkg))));
    return all.reduce((sum, bytes) => sum + zipped(bytes), 0);
  });
  return Math.max(...(await Promise.all(sizes)));
}

test("page, one module, sample and first click come to less than 2 MB, without what waits for its first use", async (t) => {
  const page = await open(t, "blank.html");
  /** @type {Map<string, Promise<number>>} */
  const fetched = new Map();
  page.context().on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (response.ok() && !pathname.startsWith("/pkg/"))
      fetched.set(
        pathname,
        response.body().then(zipped, () => 0),
      );
  });
  await page.goto(new URL("./", page.url()).href);
  await untilReady(page);
  await press(page, "Train both");
  await untilRuns(page, (runs) => runs.every(({ step }) => step > 0), "the first update");
  const sizes = await Promise.all(fetched.values());
  const sum = sizes.reduce((all, bytes) => all + bytes, await moduleBytes());
  assert.ok(fetched.size > 100 && fetched.has("/ui/main.js"), `${fetched.size} files`);
  const largest = [...fetched.keys()]
    .map((path, i) => ({ path, bytes: sizes[i] }))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, 8)
    .map(({ path, bytes }) => `${path} ${bytes}`);
  assert.ok(sum < MOST_BYTES, `${sum} bytes; the largest: ${largest.join(", ")}`);
  for (const path of fetched.keys())
    assert.doesNotMatch(
      path,
      /papaparse|hyparquet|fzstd|uqr|\/(handin|board|inside|network|zip)\/|verdict\/figure/,
    );
  t.diagnostic(`${sum} bytes in ${fetched.size} files`);
});
