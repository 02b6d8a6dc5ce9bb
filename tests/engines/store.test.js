/** Where runs are kept, in three engines: one round trip in each kind of storage. */

import assert from "node:assert/strict";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { startHost } from "../browser/support/host.js";
import { openChromium } from "./drivers/chromium.js";
import { named } from "./drivers/driver.js";
import { openFirefox } from "./drivers/firefox.js";
import { openWebKit } from "./drivers/webkit.js";
import { skipLoudly } from "./skip.js";

const TIMEOUT = { timeout: 90_000 };
const PATIENCE_MS = 60_000;
const { HEADLINE_FIREFOX, HEADLINE_WEBKIT_DRIVER, HEADLINE_XVFB } = process.env;

const PAGE = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Kept</title>
<pre aria-label="Told"></pre><script type="module" src="round-trip-page.js"></script>`;
const SCRIPT = `
const worker = new Worker("round-trip.js", { type: "module", name: location.origin });
const tell = (told) => { document.querySelector("pre").textContent = JSON.stringify(told); };
worker.onmessage = ({ data }) => data.told && tell(data.told);
worker.onerror = ({ message }) => tell([message ?? "the worker did not start"]);
`;

const beside = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
let home = "";
before(async () => {
  home = await mkdtemp(join(tmpdir(), "headline-kept-"));
  for (const folder of ["engine", "vendor", "worker/store"])
    await cp(beside(`../../www/${folder}`), join(home, folder), { recursive: true });
  await cp(beside("../browser/support/store-worker.js"), join(home, "store-worker.js"));
  await cp(beside("round-trip.js"), join(home, "round-trip.js"));
  await writeFile(join(home, "round-trip-page.js"), SCRIPT);
  await writeFile(join(home, "index.html"), PAGE);
});
after(() => rm(home, { recursive: true, force: true }));

/**
 * @param {import("node:test").TestContext} t
 * @param {import("./drivers/driver.js").Driver} driver
 * @param {string[]} kinds that the engine has in a worker, the one that is taken first
 */
async function roundTrip(t, driver, kinds = ["opfs", "indexeddb"]) {
  t.after(() => driver.close());
  const { url } = await startHost(t, home);
  await driver.open(url);
  let shown = "";
  for (const end = Date.now() + PATIENCE_MS; !shown && Date.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    shown = (await driver.read(named("Told")).catch(() => null)) ?? "";
  }
  assert.ok(shown, `nothing was told; ${driver.errors().join("; ")}`);
  const whole = { same: true, sequence: 3, before: 1, used: true, twice: null, left: 0 };
  assert.deepEqual(JSON.parse(shown), [
    { first: kinds[0] },
    ...kinds.map((kind) => ({ kind, ...whole })),
  ]);
  assert.deepEqual(driver.errors(), [], "errors on the page");
}

test("Chromium keeps and gives back", TIMEOUT, async (t) => {
  await roundTrip(t, await openChromium());
});

test("Firefox keeps and gives back", TIMEOUT, async (t) => {
  if (!HEADLINE_FIREFOX) return skipLoudly(t, "Firefox");
  await roundTrip(t, await openFirefox(HEADLINE_FIREFOX));
});

test("WebKitGTK keeps and gives back", TIMEOUT, async (t) => {
  if (!HEADLINE_WEBKIT_DRIVER || !HEADLINE_XVFB) return skipLoudly(t, "WebKitGTK with Xvfb");
  const programs = { driver: HEADLINE_WEBKIT_DRIVER, xvfb: HEADLINE_XVFB };
  // Unlike Safari it has no private file system.
  await roundTrip(t, await openWebKit(programs), ["indexeddb"]);
});
