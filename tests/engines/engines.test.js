/** The same visit in three engines, on a static host that sends none of the headers that threads need. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { useFolder } from "../browser/support/folder.js";
import { startHost } from "../browser/support/host.js";
import { madeUpTitles } from "../browser/support/titles.js";
import { openChromium } from "./drivers/chromium.js";
import { openFirefox } from "./drivers/firefox.js";
import { openWebKit } from "./drivers/webkit.js";
import { firstVisit } from "./scenario.js";
import { skipLoudly } from "./skip.js";

const TIMEOUT = { timeout: 180_000 };
const { HEADLINE_FIREFOX, HEADLINE_WEBKIT_DRIVER, HEADLINE_XVFB, HEADLINE_PICTURES } = process.env;
const NAME = "own.txt";
const folder = useFolder();
let home = "";
before(async () => {
  home = await mkdtemp(join(tmpdir(), "headline-engines-"));
  await writeFile(join(home, NAME), madeUpTitles(1500).join("\n"));
});
after(() => rm(home, { recursive: true, force: true }));

/**
 * @param {import("node:test").TestContext} t
 * @param {import("./drivers/driver.js").Driver} driver
 * @param {{ query?: string, expects: RegExp, as: string }} visit
 */
async function visit(t, driver, { query = "", expects, as }) {
  t.after(() => driver.close());
  const host = await startHost(t, folder.path(), { below: "/lab/" });
  const headlines = join(home, NAME);
  const picture = HEADLINE_PICTURES && join(HEADLINE_PICTURES, `${as}.png`);
  await firstVisit(driver, host.url + query, { headlines, name: NAME, expects, picture });
}

test("Chromium: threads with relaxed SIMD", TIMEOUT, async (t) => {
  const expects = /2 threads · threads-relaxed module/;
  await visit(t, await openChromium(), { query: "?threads=2", expects, as: "chromium" });
});

test("Chromium with Safari's module: threads with plain SIMD", TIMEOUT, async (t) => {
  const query = "?threads=2&module=threads-plain";
  const expects = /2 threads · threads-plain module/;
  await visit(t, await openChromium(), { query, expects, as: "chromium-threads-plain" });
});

test("Firefox: threads with relaxed SIMD", TIMEOUT, async (t) => {
  if (!HEADLINE_FIREFOX) return skipLoudly(t, "Firefox");
  const expects = /2 threads · threads-relaxed module/;
  await visit(t, await openFirefox(HEADLINE_FIREFOX), {
    query: "?threads=2",
    expects,
    as: "firefox",
  });
});

test("WebKitGTK: one thread with plain SIMD", TIMEOUT, async (t) => {
  if (!HEADLINE_WEBKIT_DRIVER || !HEADLINE_XVFB) return skipLoudly(t, "WebKitGTK with Xvfb");
  const programs = { driver: HEADLINE_WEBKIT_DRIVER, xvfb: HEADLINE_XVFB };
  const expects = /1 thread · plain module/;
  await visit(t, await openWebKit(programs), { expects, as: "webkit" });
});
