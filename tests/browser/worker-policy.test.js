/** The page's content policy holds in its workers too, on any host, and other pages' policies are got on with. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { useBrowser } from "./support/browser.js";
import { untilReady } from "./support/page.js";
import { lab, OPEN, startSite } from "./support/site.js";
import { workerOf } from "./support/workers.js";

const { newPage } = useBrowser();
const REFUSED = { expected: [/Content Security Policy|Content-Security-Policy|Trusted/i] };

/**
 * In a page or a worker: tries to reach another origin in every way that there is.
 * @param {string} elsewhere @returns {Promise<Record<string, string>>} what became of each
 */
async function reach(elsewhere) {
  const blocked = (/** @type {Promise<unknown>} */ work) =>
    work.then(
      () => "reached",
      () => "refused",
    );
  /** @type {Record<string, string>} */
  const told = {
    fetch: await blocked(fetch(`${elsewhere}/fetch`)),
    module: await blocked(import(`${elsewhere}/module.js`)),
    socket: await blocked(
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`${elsewhere.replace("http", "ws")}/socket`);
        socket.onopen = resolve;
        socket.onerror = reject;
      }),
    ),
    events: await blocked(
      new Promise((resolve, reject) => {
        const source = new EventSource(`${elsewhere}/events`);
        source.onopen = resolve;
        source.onerror = () => {
          source.close();
          reject(new Error("refused"));
        };
      }),
    ),
  };
  // A page alone has these, and tells nothing of what became of them: the other host's requests tell.
  if ("sendBeacon" in navigator) {
    navigator.sendBeacon(`${elsewhere}/beacon`, "x");
    const image = new Image();
    image.src = `${elsewhere}/image`;
    const form = document.createElement("form");
    const answer = document.createElement("iframe");
    answer.name = "answer";
    Object.assign(form, { action: `${elsewhere}/form`, target: "answer" });
    document.body.append(answer, form);
    form.submit();
    const frame = document.createElement("iframe");
    frame.src = `${elsewhere}/frame`;
    document.body.append(frame);
  }
  return told;
}

/** @param {import("playwright-core").Page} page @param {string} script */
async function started(page, script) {
  for (const end = Date.now() + 60_000; Date.now() < end; await page.waitForTimeout(20)) {
    const worker = await workerOf(page, script);
    if (worker) return worker;
  }
  throw new Error(`there is no worker ${script}`);
}

/** Where those ways lead. */
const WAYS = ["/beacon", "/events", "/fetch", "/form", "/frame", "/image", "/module.js", "/socket"];

/** What a host was asked for, once it was asked for `count` things: a beacon leaves after its call. @param {string[]} requests @param {number} count */
async function reached(requests, count) {
  const asked = () => [...new Set(requests)].sort();
  for (const end = Date.now() + 30_000; Date.now() < end && asked().length < count; )
    await new Promise((resolve) => setTimeout(resolve, 20));
  return asked();
}

/** Hosts that the frame for the network may ask, with those that downloads are redirected to, and hosts that it may not. */
const HOSTS = [
  "hn.algolia.com",
  "huggingface.co",
  "cdn-lfs-us-1.hf.co",
  "cas-bridge.xethub.hf.co",
  "us.aws.cdn.hf.co",
];
const OTHERS = ["algolia.com", "www.huggingface.co", "hf.co.example.org", "example.org"];

const ALL_REFUSED = { fetch: "refused", module: "refused", socket: "refused", events: "refused" };

test("neither the page nor any of its workers reaches another origin", async (t) => {
  const elsewhere = await startSite(t, { pages: { "module.js": "", fetch: "" }, headers: OPEN });
  const bare = { "bare.html": '<!doctype html><link rel="icon" href="data:,">' };
  const site = await startSite(t, { pages: bare, folders: lab() });
  const page = await newPage(t, { expected: [...REFUSED.expected, /WebSocket|EventSource|404/] });

  await page.goto(`${site.origin}/bare.html`);
  await page.evaluate(reach, elsewhere.origin);
  assert.deepEqual(await reached(elsewhere.requests, WAYS.length), WAYS, "without a policy");

  elsewhere.requests.length = 0;
  await page.goto(`${site.origin}/index.html?threads=1`);
  assert.deepEqual(await page.evaluate(reach, elsewhere.origin), ALL_REFUSED, "the page");
  await untilReady(page);
  // Nor does a text become markup, or an address a script, that nobody looked at.
  const unlooked = await page.evaluate(async () => {
    const tries = {
      markup: () => document.createElement("div").insertAdjacentHTML("beforeend", "<b>x</b>"),
      inner: () => Object.assign(document.createElement("div"), { innerHTML: "<b>x</b>" }),
      worker: () => new Worker("data-worker.js"),
      script: () => Object.assign(document.createElement("script"), { src: "isolate.js" }),
    };
    const refused = (/** @type {() => unknown} */ attempt) => {
      try {
        attempt();
        return "taken";
      } catch (error) {
        return /** @type {Error} */ (error).name;
      }
    };
    return Object.values(tries).map(refused);
  });
  assert.deepEqual(unlooked, ["TypeError", "TypeError", "TypeError", "TypeError"]);
  await page.evaluate(async () => {
    const { spawn } = await import(new URL("engine/spawn.js", location.href).href);
    for (const script of ["worker/pool.js", "data-worker.js", "probe-worker.js"])
      spawn(script, () => {}, { onFault: () => {} });
  });
  for (const script of [
    "worker.js",
    "worker/pool.js",
    "compile-worker.js",
    "data-worker.js",
    "probe-worker.js",
  ]) {
    const worker = await started(page, script);
    assert.deepEqual(await worker.evaluate(reach, elsewhere.origin), ALL_REFUSED, script);
  }
  assert.deepEqual(elsewhere.requests, [], "nothing has left");
});

test("the frame for the network reaches its hosts and no other", async (t) => {
  const elsewhere = await startSite(t, { pages: { fetch: "" }, headers: OPEN });
  const site = await startSite(t, { folders: lab() });
  const page = await newPage(t, { expected: [...REFUSED.expected, /WebSocket|EventSource|404/] });
  await page.context().route("https://**", (route) => route.fulfill({ headers: OPEN, body: "" }));
  await page.goto(`${site.origin}/network/frame.html`);
  assert.deepEqual(await page.evaluate(reach, elsewhere.origin), ALL_REFUSED);
  const reached = await page.evaluate(
    async (hosts) => {
      const asked = hosts.map((host) =>
        fetch(`https://${host}/`).then(
          () => [host],
          () => [],
        ),
      );
      return (await Promise.all(asked)).flat();
    },
    [...HOSTS, ...OTHERS],
  );
  assert.deepEqual(reached, HOSTS);
  assert.deepEqual(elsewhere.requests, [], "nothing has left");
});

/** A page with a policy of its own. @param {string} policy */
const withPolicy = (policy) =>
  `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><link rel="icon" href="data:,">`;

/** In the page: the first thing that an engine is asked, or why it could not be. @param {string} address of engine.js */
async function firstWord(address) {
  const { createEngine } = await import(address);
  const engine = await createEngine();
  try {
    return (await engine.catalog()).sizes[0].name;
  } catch (error) {
    const { name, code, message } = /** @type {any} */ (error);
    return { name, code, message };
  } finally {
    engine.dispose();
  }
}

test("a page whose policy knows no blobs has its workers from their address, or is told the line", async (t) => {
  const host = await startSite(t, { folders: lab(), headers: OPEN });
  const own = "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
  const line = `script-src ${host.origin} 'wasm-unsafe-eval'; worker-src blob: ${host.origin}; connect-src ${host.origin}`;
  const site = await startSite(t, {
    pages: {
      "own.html": withPolicy(`default-src 'none'; worker-src 'self'; ${own}`),
      "without.html": withPolicy(
        `default-src 'none'; script-src ${host.origin} 'wasm-unsafe-eval'; connect-src ${host.origin}`,
      ),
      "with.html": withPolicy(`default-src 'none'; ${line}`),
    },
    folders: lab(),
  });
  const page = await newPage(t, REFUSED);
  await page.goto(`${site.origin}/own.html`);
  assert.equal(await page.evaluate(firstWord, `${site.origin}/engine.js`), "tiny");
  assert.equal(await page.evaluate(firstWord, `${site.origin}/engine.js`), "tiny", "and again");

  await page.goto(`${site.origin}/without.html`);
  assert.deepEqual(await page.evaluate(firstWord, `${host.origin}/engine.js`), {
    name: "EngineError",
    code: "worker",
    message: `The worker worker.js of ${host.origin} did not start; a content policy of the page must have "${line}", and ${host.origin} must send "Access-Control-Allow-Origin".`,
  });
  await page.goto(`${site.origin}/with.html`);
  assert.equal(await page.evaluate(firstWord, `${host.origin}/engine.js`), "tiny");
});
