/** Titles from the search of Hacker News, against a server that speaks as it does and fails in every way. */

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { shuffled } from "../../www/network/draw.js";
import { titlesOfHackerNews } from "../../www/network/hackernews.js";
import { NetworkRefusal } from "../../www/network/refusal.js";
import { FAULTS, startHackerNews, storiesOver } from "./support/hackernews.js";

const FROM = Date.UTC(2020, 0, 1) / 1000;
const DAY = 86_400;
/** @type {import("../../www/network/hackernews.js").HackerNewsQuery} */
const QUERY = {
  source: "hacker-news",
  titles: 300,
  points: 1,
  from: FROM,
  to: FROM + 10 * DAY,
  seed: 7,
};

/**
 * @param {string} base @param {Partial<import("../../www/network/sources.js").Tools>} [more]
 */
function toolsFor(base, more = {}) {
  /** @type {number[]} */
  const waits = [];
  return {
    ...{ fetch, base, silence: 2000, signal: new AbortController().signal },
    wait: async (/** @type {number} */ milliseconds) => void waits.push(milliseconds),
    waits,
    ...more,
  };
}

/** All that comes before the end, and how it ends. @param {Partial<typeof QUERY>} query @param {ReturnType<typeof toolsFor>} tools */
async function collect(query, tools) {
  /** @type {import("../../www/network/sources.js").Portion[]} */
  const portions = [];
  /** @type {any} */
  let error = null;
  try {
    for await (const portion of titlesOfHackerNews({ ...QUERY, ...query }, tools))
      portions.push(portion);
  } catch (thrown) {
    error = thrown;
  }
  return { portions, titles: portions.flatMap(({ titles }) => titles), error };
}

test("a seed gives every number once, in an order of its own", () => {
  const order = shuffled(1000, 1);
  assert.deepEqual(
    [...order].sort((a, b) => a - b),
    [...Array(1000).keys()],
  );
  assert.deepEqual(shuffled(1000, 1), order);
  assert.notDeepEqual(shuffled(1000, 2), order);
  assert.ok(
    Math.abs(order.slice(0, 500).reduce((sum, n) => sum + n, 0) / 500 - 500) < 50,
    "spread",
  );
});

test("half-days over the whole time, each asked for once, until there are enough", async (t) => {
  const host = await startHackerNews(t, storiesOver(2000, QUERY.from, QUERY.to));
  const tools = toolsFor(host.origin);
  const { portions, titles, error } = await collect({}, tools);
  assert.equal(error, null);
  assert.equal(titles.length, 300, "three half-days of a hundred");
  assert.equal(new Set(titles).size, 300);
  assert.deepEqual(portions.at(-1), {
    ...portions.at(-1),
    done: 300,
    of: 300,
    requests: 3,
  });
  assert.ok((portions.at(-1)?.bytes ?? 0) > 300 * 40);
  assert.deepEqual(tools.waits, [500, 500], "one at a time, with a pause");
  assert.ok(host.spans.every(({ from, to }) => to - from === DAY / 2 && from % (DAY / 2) === 0));
  assert.deepEqual((await collect({}, toolsFor(host.origin))).titles, titles, "the same again");
  assert.notDeepEqual((await collect({ seed: 8 }, toolsFor(host.origin))).titles, titles);
});

test("points are read here, what has no title or stands twice is left out, and the time ends", async (t) => {
  const stories = [
    { title: "Twice", points: 9, at: FROM + 10 },
    { title: "Twice", points: 12, at: FROM + 20 },
    { title: "  Two\n lines ", points: 10, at: FROM + 30 },
    { title: null, points: 50, at: FROM + 40 },
    { title: " ", points: 50, at: FROM + 50 },
    { title: "No points", points: null, at: FROM + 60 },
    { title: "Twice", points: 10, at: FROM + DAY },
    { title: "Too late", points: 10, at: FROM + 2 * DAY },
  ];
  const host = await startHackerNews(t, stories);
  const span = { from: FROM, to: FROM + 2 * DAY };
  const { titles, error } = await collect({ ...span, points: 10 }, toolsFor(host.origin));
  assert.equal(error, null, "fewer than asked for is no fault");
  assert.deepEqual(titles.sort(), ["Twice", "Two lines"]);
  const all = await collect({ ...span, points: 1 }, toolsFor(host.origin));
  assert.deepEqual(all.titles.sort(), ["No points", "Twice", "Two lines"]);
  assert.equal(host.requests(), 8, "four half-days each");
});

test("a span of a thousand stories or more is halved until its parts hold fewer", async (t) => {
  const stories = storiesOver(5000, FROM, FROM + DAY / 2);
  // As many in one second can't be halved: what the host gives of them is taken.
  for (let i = 0; i < 1200; i += 1) stories.push({ title: `Now ${i}`, points: 1, at: FROM + 5 });
  const host = await startHackerNews(t, stories);
  const { titles, error } = await collect(
    { to: FROM + DAY / 2, titles: 100_000 },
    toolsFor(host.origin),
  );
  assert.equal(error, null);
  assert.equal(titles.filter((title) => title.startsWith("Show")).length, 5000);
  assert.ok(titles.filter((title) => title.startsWith("Now")).length >= 999);
  const [, ...parts] = host.spans;
  assert.equal(host.spans[0].to - host.spans[0].from, DAY / 2);
  assert.ok(parts[0].from > host.spans[0].from, "the newer half first");
  assert.equal(new Set(host.spans.map(({ from, to }) => `${from}-${to}`)).size, host.spans.length);
});

test("a host that gives shorter answers than were asked for is asked for shorter spans", async (t) => {
  const host = await startHackerNews(t, storiesOver(400, FROM, FROM + DAY / 2));
  const tools = toolsFor(host.origin, {
    fetch: (url, options) => {
      const asked = new URL(String(url));
      asked.searchParams.set("hitsPerPage", "150");
      return fetch(asked, options);
    },
  });
  const { titles } = await collect({ to: FROM + DAY / 2, titles: 1000 }, tools);
  assert.equal(titles.length, 400);
});

test("a host that refuses to leave fields out is asked without", async (t) => {
  const host = await startHackerNews(t, storiesOver(400, QUERY.from, QUERY.to));
  /** @type {string[]} */
  const asked = [];
  const tools = toolsFor(host.origin, {
    fetch: async (url, options) => {
      asked.push(String(url));
      if (String(url).includes("attributes")) return new Response("no", { status: 400 });
      return fetch(url, options);
    },
  });
  const { portions, titles } = await collect({ titles: 40 }, tools);
  assert.equal(titles.length, 40);
  assert.equal(asked.filter((url) => url.includes("attributes")).length, 1, "once for all");
  assert.equal(portions.at(-1)?.requests, asked.length, "and every request is counted");
});

/** Faults that pass: the request is made again, and nothing is lost. @type {[name: string, pause: number, code: string][]} */
const PASSING = [
  ["busy", 7000, "rate-limited"],
  ["broken", 1000, "server-error"],
  ["silent", 1000, "slow"],
  ["stalled", 1000, "slow"],
  ["cut", 1000, "cut-off"],
  ["page", 1000, "malformed"],
  ["other", 1000, "malformed"],
];

for (const [name, pause, code] of PASSING)
  test(`an answer that is ${name} is asked for again after a pause`, async (t) => {
    const host = await startHackerNews(t, storiesOver(2000, QUERY.from, QUERY.to));
    const whole = (await collect({}, toolsFor(host.origin))).titles;
    host.faults.set(host.requests() + 1, FAULTS[name]);
    /** @type {unknown[]} */
    const told = [];
    const tools = toolsFor(host.origin, { silence: 500, waiting: (why) => told.push(why) });
    const { titles, error } = await collect({}, tools);
    assert.equal(error, null);
    assert.deepEqual(titles, whole);
    assert.deepEqual(told, [{ seconds: pause / 1000, code }]);
    assert.deepEqual(tools.waits, [500, pause, 500]);
  });

test("a fault that stays ends in a refusal, and what had come goes on from there without asking twice", async (t) => {
  const host = await startHackerNews(t, storiesOver(2000, QUERY.from, QUERY.to));
  const whole = (await collect({}, toolsFor(host.origin))).titles;
  for (const [name, code] of PASSING.map(([name, , code]) => [name, code])) {
    const before = host.requests();
    for (let i = 2; i < 6; i += 1) host.faults.set(before + i, FAULTS[name]);
    host.spans.length = 0;
    const first = await collect({}, toolsFor(host.origin, { silence: 300 }));
    assert.ok(first.error instanceof NetworkRefusal, name);
    assert.deepEqual([first.error.code, first.error.facts.host], [code, "127.0.0.1"], name);
    assert.equal(host.requests() - before, 6, "four tries of the third");
    const { resume } = /** @type {any} */ (first.portions.at(-1));
    const kept = JSON.parse(JSON.stringify(resume));
    const rest = await collect({}, toolsFor(host.origin, { resume: kept, known: first.titles }));
    assert.deepEqual([...first.titles, ...rest.titles], whole, name);
    assert.equal(host.spans.length, 3, "each half-day answered once");
    assert.equal(rest.portions.at(-1)?.requests, 3);
    assert.equal(rest.portions.at(-1)?.done, 300);
  }
});

test("an end within halves is gone on from there too", async (t) => {
  const host = await startHackerNews(t, storiesOver(2500, FROM, FROM + DAY / 2));
  const query = { to: FROM + DAY / 2, titles: 100_000 };
  const first = await collect(query, toolsFor(host.origin));
  assert.equal(first.titles.length, 2500);
  const spans = host.spans.length;
  for (let cut = 1; cut < first.portions.length; cut += 1) {
    host.spans.length = 0;
    const portions = first.portions.slice(0, cut);
    const known = portions.flatMap(({ titles }) => titles);
    const rest = await collect(
      query,
      toolsFor(host.origin, { resume: portions.at(-1)?.resume, known }),
    );
    assert.equal(known.length + rest.titles.length, 2500);
    assert.equal(host.spans.length, spans - cut);
  }
});

test("a place that can't be read begins anew, and gives nothing twice", async (t) => {
  const host = await startHackerNews(t, storiesOver(2000, QUERY.from, QUERY.to));
  const known = (await collect({ titles: 100 }, toolsFor(host.origin))).titles;
  for (const resume of [
    null,
    7,
    "x",
    [],
    { next: -1 },
    { next: 1e9, split: [], whole: false, requests: 0, bytes: 0 },
    { next: 0, split: [[5, 2]], whole: false, requests: 0, bytes: 0 },
  ]) {
    const { titles, error } = await collect({}, toolsFor(host.origin, { resume, known }));
    assert.equal(error, null);
    assert.equal(new Set([...known, ...titles]).size, known.length + titles.length);
    assert.equal(titles.length, 200);
  }
});

test("what another try does not mend is not tried again", async (t) => {
  const host = await startHackerNews(t, storiesOver(2000, QUERY.from, QUERY.to));
  const refused = async (/** @type {string} */ name) => {
    host.faults.set(host.requests(), FAULTS[name]);
    const before = host.requests();
    const { error } = await collect({}, toolsFor(host.origin));
    return [error.code, error.facts.status, error.facts.seconds, host.requests() - before];
  };
  assert.deepEqual(await refused("gone"), ["declined", 403, undefined, 1]);
  assert.deepEqual(await refused("closed"), ["rate-limited", 429, 3600, 1], "too long to wait for");

  const offline = await collect({}, toolsFor("http://127.0.0.1:1", { online: () => false }));
  assert.deepEqual([offline.error.code, offline.titles], ["offline", []]);
  const unreachable = toolsFor("http://127.0.0.1:1", { online: () => true });
  assert.equal((await collect({}, unreachable)).error.code, "unreachable");
  assert.deepEqual(unreachable.waits, [1000, 2000, 4000]);
});

test("an answer without an end is not read to it", async (t) => {
  const server = createServer((_, response) => {
    const more = () => response.write("x".repeat(1e6)) && setImmediate(more);
    response.on("drain", more);
    more();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const { error } = await collect({}, toolsFor(`http://127.0.0.1:${port}`));
  assert.equal(error.code, "too-large");
});

test("a question that is given up ends at once with the signal's reason", async (t) => {
  const host = await startHackerNews(t, storiesOver(2000, QUERY.from, QUERY.to));
  const controller = new AbortController();
  const tools = toolsFor(host.origin, { signal: controller.signal });
  host.faults.set(1, () => controller.abort(new Error("enough")));
  const { titles, error } = await collect({}, tools);
  assert.equal(error.message, "enough");
  assert.equal(titles.length, 100);
});
