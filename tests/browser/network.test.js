/** Headlines from another host: named, asked, cut off, gone on with, kept, used. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { askOf, queryOf, toldOf } from "../../www/network/protocol.js";
import { NetworkRefusal, REFUSALS } from "../../www/network/refusal.js";
import { datasetEstimate, hackerNewsEstimate } from "../../www/ui/network/estimate.js";
import { text } from "../../www/ui/text.js";
import { FAULTS, startHackerNews, storiesEvery } from "./support/hackernews.js";
import { startHub } from "./support/hub.js";
import { useLab } from "./support/lab.js";
import { dataInUse, press, untilReady } from "./support/page.js";
import { writeParquet } from "./support/parquet-writer.js";

const { open } = useLab({ fake: true });
const words = text.network;
const HOST = "hn.algolia.com";

/** @type {import("../../www/network/hackernews.js").HackerNewsQuery} */
const QUERY = { source: "hacker-news", titles: 10, points: 1, from: 0, to: 10, seed: 1 };

test("page and frame say nothing that is not declared", () => {
  const ask = { type: "ask", query: QUERY, known: ["a"], resume: null };
  assert.equal(askOf(ask), ask);
  const waiting = { type: "waiting", seconds: 1, code: "slow" };
  assert.equal(toldOf(waiting), waiting);
  const portion = { titles: ["a"], done: 1, of: null, requests: 1, bytes: 9, resume: {} };
  assert.equal(toldOf({ type: "portion", ...portion }).type, "portion");
  for (const query of [
    {},
    { ...QUERY, source: "elsewhere" },
    { ...QUERY, source: "constructor" },
    { ...QUERY, base: "https://example.org" },
    { ...QUERY, titles: 0 },
    { ...QUERY, points: 1.5 },
    { ...QUERY, to: "10" },
    { ...QUERY, seed: undefined },
  ])
    assert.throws(() => queryOf(query), { name: "ProtocolError" }, JSON.stringify(query));
  for (const message of [
    { type: "asks" },
    { ...ask, known: [1] },
    { ...ask, query: null },
    { ...ask, url: "https://example.org" },
  ])
    assert.throws(() => askOf(message), { name: "ProtocolError" }, JSON.stringify(message));
  for (const message of [
    { type: "titles" },
    { type: "portion", ...portion, titles: [{}] },
    { ...waiting, code: "tired" },
    { type: "refused", code: "constructor", facts: {} },
    { type: "end", more: true },
  ])
    assert.throws(() => toldOf(message), { name: "ProtocolError" }, JSON.stringify(message));
});

test("every refusal has its sentence and what to do", () => {
  const facts = { host: HOST, status: "500", time: "20 s", size: "3", detail: "hits" };
  for (const code of REFUSALS) {
    assert.match(words.refused[code](facts), /^[A-Z].+\.$|^hn\.algolia\.com .+\.$/, code);
    assert.match(words.remedies[code], /^[A-Z].+\.$/, code);
    assert.equal(new NetworkRefusal(code).code, code);
  }
  assert.deepEqual(Object.keys(words.refused).sort(), [...REFUSALS].sort());
});

test("what a question comes to is said by its choice", () => {
  const all = { titles: 20_000, points: 1, firstYear: 2012, lastYear: 2026 };
  const { requests, seconds } = hackerNewsEstimate(all);
  assert.ok(requests > 30 && requests < 60 && seconds >= requests / 2);
  const more = hackerNewsEstimate({ ...all, points: 10 });
  assert.ok(more.requests > 5 * requests && more.megabytes > 5 * hackerNewsEstimate(all).megabytes);
  const early = hackerNewsEstimate({ ...all, firstYear: 2007, lastYear: 2007 });
  assert.ok(early.requests > requests && early.requests <= 730);
  assert.deepEqual(datasetEstimate(20_000), { requests: 4, megabytes: 8 });
});

/** @param {import("playwright-core").Page} page @param {string} name */
const choice = (page, name) => page.getByRole("combobox", { name, exact: true });

/** The part of the panel that tells of other hosts; what it says is announced as well. @param {import("playwright-core").Page} page */
const part = (page) => page.getByRole("region", { name: words.title });

/** Opens the way to other hosts. @param {import("playwright-core").Page} page */
async function openNetwork(page) {
  await untilReady(page);
  await press(page, "Use my headlines");
  await press(page, words.open);
  await page.getByRole("heading", { name: words.title }).waitFor();
}

test("Hacker News is asked on a click that names it, cut off, gone on with in a later visit, and used", async (t) => {
  const host = await startHackerNews(t, storiesEvery(108));
  const page = await open(t, "blank.html", { expected: [/HTTP 403/, /status of 403/] });
  /** @type {string[]} */
  const fetched = [];
  page.on("request", (request) => fetched.push(request.url()));
  await page.context().route(`https://${HOST}/**`, async (route) => {
    const asked = new URL(route.request().url());
    const url = `${host.origin}${asked.pathname}${asked.search}`;
    await route.fulfill({ response: await route.fetch({ url }) });
  });
  await page.goto(new URL("./", page.url()).href);
  await openNetwork(page);
  const frames = () => fetched.filter((url) => url.includes("/network/frame."));
  assert.deepEqual(frames(), []);
  assert.equal(host.requests(), 0, "looking asks nobody");
  await part(page)
    .getByText(new RegExp(`${HOST}, the public search of Hacker News, is asked about \\d+`))
    .waitFor();
  await choice(page, words.titles).selectOption({ label: "2,000" });
  await choice(page, words.firstYear).selectOption("2015");
  await choice(page, words.lastYear).selectOption("2020");
  const name = "Hacker News, 2015 to 2020";

  host.faults.set(2, FAULTS.gone);
  await press(page, words.ask(HOST));
  const refused = `${HOST} refuses to answer (HTTP 403). ${words.kept("800")} ${words.remedies.declined}`;
  await part(page).getByText(refused).waitFor();
  assert.equal(await page.locator("iframe").count(), 0, "the frame goes with its question");
  assert.equal(frames().length, 2);
  const asked = fetched.filter((url) => url.startsWith("http")).map((url) => new URL(url).hostname);
  assert.deepEqual([...new Set(asked)].sort(), [HOST, new URL(page.url()).hostname].sort());
  // What came can be used at once.
  await press(page, words.use("800"));
  await page.getByText(text.panels.mine.ready(name)).waitFor();
  assert.equal(await dataInUse(page), name);

  await page.goto(new URL("./", page.url()).href);
  await openNetwork(page);
  const kept = page.getByRole("list", { name: words.keptTitle });
  await kept.getByText("800 of 2,000 headlines").waitFor();
  await press(page, words.goOnNamed(HOST, name));
  await part(page).getByText(words.done("2,000")).waitFor();
  await page.getByText(text.panels.mine.ready(name)).waitFor();
  assert.match(await page.locator(".found").innerText(), /2,000 of 2,000 used/);
  assert.equal(host.spans.length, 5, "five half-days of 400");
  assert.equal(new Set(host.spans.map(({ from }) => from)).size, 5, "none of them twice");
  for (const { from, to } of host.spans) {
    assert.ok(from >= Date.UTC(2015, 0, 1) / 1000 && to <= Date.UTC(2021, 0, 1) / 1000);
    assert.equal(to - from, 43_200);
  }

  // A later visit without a network has them still, until they are deleted.
  const requests = host.requests();
  await page.goto(new URL("./", page.url()).href);
  await openNetwork(page);
  await kept.getByText("2,000 headlines").waitFor();
  await press(page, words.useNamed(name));
  await page.getByText(text.panels.mine.ready(name)).waitFor();
  assert.equal(await dataInUse(page), name);
  await press(page, words.forgetNamed(name));
  await kept.waitFor({ state: "detached" });
  await page.goto(new URL("./", page.url()).href);
  await openNetwork(page);
  assert.equal(await kept.count(), 0);
  assert.equal(host.requests(), requests, "nobody was asked");
});

test("a question that is stopped keeps what came, and a host that is away says so", async (t) => {
  const host = await startHackerNews(t, storiesEvery(108));
  const page = await open(t, "", { expected: [/ERR_|net::/] });
  let away = true;
  await page.context().route(`https://${HOST}/**`, async (route) => {
    if (away) return route.abort("connectionrefused");
    const asked = new URL(route.request().url());
    const url = `${host.origin}${asked.pathname}${asked.search}`;
    await route.fulfill({ response: await route.fetch({ url }) });
  });
  await openNetwork(page);
  await press(page, words.ask(HOST));
  await part(page)
    .getByText(/can’t be reached\. It is asked again in \d+ s\./)
    .waitFor();
  away = false;
  await part(page)
    .getByText(/^[1-9][\d,]* of 20,000 headlines$/)
    .waitFor();
  await press(page, words.stop);
  await part(page).getByText(words.stopped).waitFor();
  const line = await part(page).getByText(words.stopped).innerText();
  assert.match(line, /^Stopped\. The [\d,]+ headlines that came are here\.$/);
  assert.equal(await page.locator("iframe").count(), 0);
  assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ""), /^Stopped/);
});

test("the paper's data set comes as parts or, where its host has none, whole on a click that tells the size", async (t) => {
  const title = Array.from({ length: 2500 }, (_, i) => `Ask HN: what is thing ${i}?`);
  const hub = await startHub({ "a.parquet": writeParquet([{ title }]).bytes });
  t.after(() => hub.stop());
  const page = await open(t);
  await page.context().route("https://huggingface.co/**", async (route) => {
    const { pathname, search } = new URL(route.request().url());
    const response = await route.fetch({ url: `${hub.base}${pathname}${search}` });
    const headers = { ...response.headers(), "access-control-allow-origin": "*" };
    await route.fulfill({ response, headers });
  });
  await openNetwork(page);
  await page.getByRole("radio", { name: words.sources.dataset }).check();
  await part(page).getByText("another sample of it, not the paper’s").waitFor();
  await choice(page, words.titles).selectOption({ label: "2,000" });
  hub.fault = ({ range }, response, body) => {
    if (!range) return false;
    response.writeHead(200, { "Content-Length": body.length }).end(body);
    return true;
  };
  await press(page, words.ask("huggingface.co"));
  await press(page, words.goOnWhole("huggingface.co", "1"));
  const name = words.names.dataset("julien040/hacker-news-posts");
  await page.getByText(text.panels.mine.ready(name)).waitFor();
  await part(page).getByText(words.done("2,000")).waitFor();
  assert.match(await page.locator(".found").innerText(), /2,000 of 2,000 used/);
  assert.equal(await dataInUse(page), name);
});
