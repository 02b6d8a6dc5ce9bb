/** The engine from another origin, in three engines, under the policy that docs/embedding.md asks for. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { lab, OPEN, startSite } from "../browser/support/site.js";
import { madeUpTitles } from "../browser/support/titles.js";
import { openChromium } from "./drivers/chromium.js";
import { named } from "./drivers/driver.js";
import { openFirefox } from "./drivers/firefox.js";
import { openWebKit } from "./drivers/webkit.js";
import { skipLoudly } from "./skip.js";

const TIMEOUT = { timeout: 90_000 };
const PATIENCE_MS = 60_000;
const { HEADLINE_FIREFOX, HEADLINE_WEBKIT_DRIVER, HEADLINE_XVFB } = process.env;

/** What the post does: trains two updates, and has a worker of its own try to reach a host that its policy does not name. */
async function post() {
  const { engine: address, elsewhere, titles } = await (await fetch("task.json")).json();
  const { createEngine } = await import(address);
  const engine = await createEngine({ threads: 1 });
  const set = { vocab_size: 512, titles: 1500, steps: 2 };
  const { config } = await engine.resolve({ preset: "champion", size: "tiny", set });
  const source = { kind: "text", text: titles, name: "made up" };
  const run = await engine.createRun({ config, data: await engine.prepare({ source, config }) });
  const ended = new Promise((resolve) => {
    engine.on("state", (/** @type {any} */ event) => event.state === "finished" && resolve(event));
  });
  await engine.start([run.id]);
  const { step } = /** @type {any} */ (await ended);
  engine.dispose();
  const line = `fetch("${elsewhere}").then(() => "reached", () => "refused").then(postMessage)`;
  const blob = URL.createObjectURL(new Blob([line], { type: "text/javascript" }));
  const worker = new Worker(blob, { type: "module" });
  const reached = await new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
  });
  return { step, reached };
}

const SCRIPT = `const tell = (told) => { document.querySelector("pre").textContent = JSON.stringify(told); };
(${post})().then(tell, (error) => tell(String(error)));`;

/** @param {string} host */
const page = (host) => `<!doctype html><meta charset="utf-8"><title>A post</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' ${host} 'wasm-unsafe-eval'; worker-src blob: ${host}; connect-src 'self' ${host}">
<pre aria-label="Told"></pre><script type="module" src="post.js"></script>`;

/** @param {import("node:test").TestContext} t @param {import("./drivers/driver.js").Driver} driver */
async function trains(t, driver) {
  t.after(() => driver.close());
  const host = await startSite(t, { folders: lab("lab/"), headers: OPEN });
  const elsewhere = await startSite(t, { pages: { "": "" }, headers: OPEN });
  const task = {
    engine: `${host.origin}/lab/engine.js`,
    elsewhere: `${elsewhere.origin}/`,
    titles: madeUpTitles(1500).join("\n"),
  };
  const pages = {
    "index.html": page(host.origin),
    "post.js": SCRIPT,
    "task.json": JSON.stringify(task),
  };
  const site = await startSite(t, { pages });
  await driver.open(`${site.origin}/index.html`);
  let shown = "";
  for (const end = Date.now() + PATIENCE_MS; !shown && Date.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    shown = (await driver.read(named("Told")).catch(() => null)) ?? "";
  }
  assert.ok(shown, `nothing was told; ${driver.errors().join("; ")}`);
  assert.deepEqual(JSON.parse(shown), { step: 2, reached: "refused" });
  assert.deepEqual(elsewhere.requests, []);
}

test("Chromium trains in a page of another origin", TIMEOUT, async (t) => {
  await trains(t, await openChromium());
});

test("Firefox trains in a page of another origin", TIMEOUT, async (t) => {
  if (!HEADLINE_FIREFOX) return skipLoudly(t, "Firefox");
  await trains(t, await openFirefox(HEADLINE_FIREFOX));
});

test("WebKitGTK trains in a page of another origin", TIMEOUT, async (t) => {
  if (!HEADLINE_WEBKIT_DRIVER || !HEADLINE_XVFB) return skipLoudly(t, "WebKitGTK with Xvfb");
  await trains(t, await openWebKit({ driver: HEADLINE_WEBKIT_DRIVER, xvfb: HEADLINE_XVFB }));
});
