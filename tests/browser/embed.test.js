/** engine.js in other pages, on hosts that send no header of isolation: beside a blog post, and from another origin. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../www/ui/text.js";
import { useBrowser } from "./support/browser.js";
import { lab, OPEN, startSite } from "./support/site.js";
import { madeUpTitles } from "./support/titles.js";

const { newPage } = useBrowser();
const POST = '<!doctype html><title>A post</title><link rel="icon" href="data:,"><h1>A post</h1>';
const TITLES = madeUpTitles(1500).join("\n");

/** @typedef {import("playwright-core").Page} Page */

/**
 * In a page: makes two engines, trains a few updates in each, has one write a headline, and disposes of both.
 * @param {{ address: string, titles: string }} task `address` of engine.js
 */
async function use({ address, titles }) {
  const { createEngine } = await import(address);
  const engines = [await createEngine({ threads: 2 }), await createEngine({ threads: 1 })];
  Object.assign(window, { engines });
  const [losses] = await Promise.all(
    engines.map(async (engine) => {
      const set = { vocab_size: 512, titles: 1500, steps: 4 };
      const { config } = await engine.resolve({ preset: "champion", size: "tiny", set });
      const source = { kind: "text", text: titles, name: "made up" };
      const data = await engine.prepare({ source, config });
      const run = await engine.createRun({ config, data });
      /** @type {number[]} */
      const losses = [];
      const ended = new Promise((resolve, reject) => {
        engine.on("step", (/** @type {any} */ event) => losses.push(event.train_loss_char));
        engine.on("state", (/** @type {any} */ { state }) => state === "finished" && resolve(0));
        engine.on("fault", (/** @type {any} */ { message }) => reject(new Error(message)));
      });
      await engine.start([run.id]);
      await ended;
      Object.assign(engine, { run: run.id });
      return losses;
    }),
  );
  let headline = "";
  for await (const { text } of engines[1].generate(engines[1].run, { prompt: "Show HN:" }))
    headline = text;
  return { losses, headline, info: engines[0].info };
}

/** What a page gets without the headers of isolation. */
const ALONE = { isolated: false, module: "relaxed", threads: 1, workers: 4 };

/** @param {Page} page @param {string} address of engine.js @param {typeof ALONE} [expected] `workers`: of both engines, each of which has one that compiles */
async function assertWorks(page, address, expected = ALONE) {
  const { losses, headline, info } = await page.evaluate(use, { address, titles: TITLES });
  assert.equal(losses.length, 4);
  assert.ok(losses.every(Number.isFinite) && losses[3] < losses[0], losses.join(", "));
  assert.match(headline, /^Show HN:/);
  const { isolated, module, threads } = info;
  assert.deepEqual({ isolated, module, threads, workers: page.workers().length }, expected);
  await page.evaluate(() => window.engines[0].dispose());
  const left = await page.evaluate(async () => {
    const [gone, other] = window.engines;
    const code = await gone.catalog().catch((/** @type {any} */ error) => error.code);
    const { length } = await other.nextTokens(other.run, "Show HN:", 3);
    const asked = other.measure();
    other.dispose();
    return [code, length, await asked.catch((/** @type {any} */ error) => error.code)];
  });
  assert.deepEqual(left, ["disposed", 3, "disposed"]);
  for (let i = 0; i < 100 && page.workers().length > 0; i += 1) await page.waitForTimeout(20);
  assert.equal(page.workers().length, 0, "workers that outlive their engine");
}

/** That a page has fetched the engine's own scripts and nothing that they would need. @param {string[]} requests */
function assertOnlyScripts(requests) {
  assert.ok(requests.some((path) => path.endsWith("/engine.js")));
  const rest = requests.filter((path) => /\/pkg\/|\/assets\/|worker/.test(path));
  assert.deepEqual(rest, [], "fetched before the first call");
}

test("copied beside a post: two engines train, nothing is fetched before, and nothing stays", async (t) => {
  const site = await startSite(t, { pages: { "post.html": POST }, folders: lab("lab/") });
  const page = await newPage(t);
  await page.goto(`${site.origin}/post.html`);
  const address = `${site.origin}/lab/engine.js`;
  await page.evaluate(async (address) => {
    const { createEngine } = await import(address);
    (await createEngine()).dispose();
  }, address);
  assertOnlyScripts(site.requests);
  await assertWorks(page, address);
});

test("imported from another origin: the same", async (t) => {
  const host = await startSite(t, { folders: lab("lab/"), headers: OPEN });
  const site = await startSite(t, { pages: { "post.html": POST } });
  const page = await newPage(t);
  await page.goto(`${site.origin}/post.html`);
  await assertWorks(page, `${host.origin}/lab/engine.js`);
  assert.deepEqual(site.requests, ["/post.html"]);
});

test("imported from another origin by an isolated page: with threads", async (t) => {
  const host = await startSite(t, { folders: lab("lab/"), headers: OPEN });
  const headers = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
  };
  const site = await startSite(t, { pages: { "post.html": POST }, headers });
  const page = await newPage(t);
  await page.goto(`${site.origin}/post.html`);
  const threaded = { isolated: true, module: "threads-relaxed", threads: 2, workers: 5 };
  await assertWorks(page, `${host.origin}/lab/engine.js`, threaded);
});

test("a host that lets no other origin read its files is named, with the header", async (t) => {
  const host = await startSite(t, { folders: lab() });
  const site = await startSite(t, { pages: { "post.html": POST }, folders: lab() });
  const page = await newPage(t, { expected: [/CORS|ERR_FAILED/] });
  await page.goto(`${site.origin}/post.html`);
  // Its scripts may be copied beside the page while the large modules stay on their host.
  const task = { address: `${site.origin}/engine.js`, base: `${host.origin}/` };
  const message = await page.evaluate(async ({ address, base }) => {
    const { createEngine } = await import(address);
    const engine = await createEngine({ base });
    return engine.catalog().catch((/** @type {any} */ error) => error.message);
  }, task);
  assert.ok(message.endsWith(`that ${host.origin} sends "Access-Control-Allow-Origin".`), message);
});

test("engine, worker and module of different versions end in a sentence", async (t) => {
  const site = await startSite(t, { pages: { "post.html": POST }, folders: lab() });
  const page = await newPage(t);
  /** How many of the first requests for protocol.js get the true one. @param {number} own */
  const age = async (own) => {
    await page.context().unroute("**/protocol.js");
    let asked = 0;
    await page.context().route("**/protocol.js", async (route) => {
      asked += 1;
      const response = await route.fetch();
      const body = await response.text();
      const old = body.replace(/VERSION = "[^"]+"/, 'VERSION = "0.0.9"');
      await route.fulfill({ response, body: asked <= own ? body : old });
    });
    await page.goto(`${site.origin}/post.html`);
    return page.evaluate(async (address) => {
      const { createEngine } = await import(address);
      const engine = await createEngine({ threads: 1 });
      const asked = engine
        .catalog()
        .catch((/** @type {any} */ { code, message }) => [code, message]);
      return asked.finally(() => engine.dispose());
    }, `${site.origin}/engine.js`);
  };
  const remedy = "reload the page without its cache, or copy all files of one version again.";
  const [code, engine] = await age(1);
  assert.equal(code, "version");
  assert.match(engine, /^The engine is of version \d+\.\d+\.\d+ and its worker of 0\.0\.9; /);
  assert.ok(engine.endsWith(remedy), engine);
  const [, module] = await age(0);
  assert.match(module, /^The module is of version \d+\.\d+\.\d+ and its worker of 0\.0\.9; /);
});

test("in an iframe of another origin: the chart, the writers and the button, and they train", async (t) => {
  const host = await startSite(t, { folders: lab("lab/") });
  const frame = `<iframe title="Headline Lab" style="width: 960px; height: 560px" src="${host.origin}/lab/index.html?embed=1&lesson=ten-times"></iframe>`;
  const site = await startSite(t, { pages: { "post.html": POST + frame } });
  const page = await newPage(t, { size: "tiny", expected: [/screen-wake-lock/] });
  await page.goto(`${site.origin}/post.html`);
  const lesson = page.frameLocator("iframe");
  const train = lesson.getByRole("button", { name: text.controls.begin(2), exact: true });
  await train.waitFor();
  for (const role of /** @type {const} */ (["banner", "navigation", "complementary"]))
    assert.equal(await lesson.getByRole(role).count(), 0, role);
  const named = (/** @type {"link" | "button"} */ role) => lesson.getByRole(role).allInnerTexts();
  assert.deepEqual(await named("link"), [text.embed.whole]);
  assert.deepEqual(await named("button"), [text.controls.begin(2), text.writers.hold]);
  const whole = await lesson.getByRole("link").getAttribute("href");
  assert.equal(whole, `${host.origin}/lab/index.html?lesson=ten-times`);
  await lesson.getByRole("heading", { name: text.lesson["ten-times"].question }).waitFor();

  await train.click();
  await lesson.getByText(/^step [1-9]\d* of/).waitFor();
  await lesson.getByRole("button", { name: text.controls.pause, exact: true }).click();
  await lesson.getByRole("button", { name: text.controls.goOn, exact: true }).waitFor();
  const wrote = lesson.getByRole("list", { name: /wrote|headlines/i }).first();
  await wrote.getByRole("listitem").first().waitFor();

  const left = await lesson
    .locator("html")
    .evaluate(async () => [
      localStorage.length,
      (await navigator.serviceWorker.getRegistrations()).length,
    ]);
  assert.deepEqual(left, [0, 0], "what stays in the browser");
  const panels = host.requests.filter((path) => /share|inside|board|handin|returning/.test(path));
  assert.deepEqual(
    panels.filter((path) => path.endsWith(".js")),
    ["/lab/ui/share/shown.js"],
  );
});

test("the example that trains writes headlines", async (t) => {
  const site = await startSite(t, { folders: lab("lab/") });
  const page = await newPage(t);
  await page.goto(`${site.origin}/lab/examples/train.html`);
  assertOnlyScripts(site.requests);
  await page.getByRole("button").click();
  await page.getByText(/^Update \d+ of \d+: \d\.\d\d nats per character$/).waitFor();
  await page.getByRole("listitem").nth(4).waitFor();
  const headlines = await page.getByRole("listitem").allInnerTexts();
  assert.equal(new Set(headlines).size, 5);
});

test("the example that writes opens a model that another page took away", async (t) => {
  /** @type {Record<string, string | Buffer>} */
  const pages = { "post.html": POST };
  const site = await startSite(t, { pages, folders: lab() });
  const page = await newPage(t, { expected: [/404/] });
  await page.goto(`${site.origin}/examples/write.html`);
  const write = page.getByRole("button", { name: "Write five" });
  assertOnlyScripts(site.requests);
  await write.click();
  await page.getByText(/^There is no model\/\S+ beside this page\.$/).waitFor();

  await page.goto(`${site.origin}/post.html`);
  await page.evaluate(use, { address: `${site.origin}/engine.js`, titles: TITLES });
  const { texts, weights } = await page.evaluate(async () => {
    const [, engine] = window.engines;
    const facts = { name: "mine", data: "made up", synthetic: true, step: 4, params: 1, curve: [] };
    return {
      texts: await engine.folderTexts(engine.run, facts),
      weights: Array.from(await engine.weights(engine.run, { half: true })),
    };
  });
  for (const [name, text] of Object.entries(texts)) pages[`examples/model/${name}`] = text;
  pages["examples/model/model.safetensors"] = Buffer.from(weights);
  await page.goto(`${site.origin}/examples/write.html`);
  await write.click();
  await page
    .getByRole("listitem")
    .nth(4)
    .getByText(/^Show HN: ?\S/)
    .waitFor();
});
