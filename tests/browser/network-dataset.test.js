/** Titles of the data set on a hub: which are drawn, which bytes are asked for, and what a hub may do wrong. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { titlesIn } from "../../www/network/dataset/chunk.js";
import { Order, philox, placesOf, Stream } from "../../www/network/dataset/draw.js";
import { HOSTS, readListing } from "../../www/network/dataset/listing.js";
import { structEnd } from "../../www/network/dataset/thrift.js";
import { titlesOfDataset } from "../../www/network/dataset.js";
import { queryOf, toldOf } from "../../www/network/protocol.js";
import { COMMIT, startHub } from "./support/hub.js";
import { snappyParquet, zstdParquet } from "./support/parquet.js";
import { writeParquet } from "./support/parquet-writer.js";

/** @typedef {import("../../www/network/dataset.js").DatasetQuery} Query */
/** @typedef {import("../../www/network/dataset.js").Portion} Portion */
/** @typedef {Awaited<ReturnType<typeof startHub>>} Hub */

const ROWS = 60;
/** Made-up columns around the titles. @param {string} name @param {number} group @param {string} [title] the name of their column */
const columns = (name, group, title = "title") => {
  const rows = Array.from({ length: ROWS }, (_, row) => `${name}.${group}.${row}`);
  return {
    url: rows.map((row) => `https://example.org/${row}`),
    [title]: rows.map((row, i) => (i === 7 ? null : `  Title\n${row} “ü” 🐈 `)),
    author: rows.map((row) => `author of ${row}`),
  };
};
/** @param {string} name @param {number} groups */
const file = (name, groups) =>
  writeParquet(
    Array.from({ length: groups }, (_, group) => columns(name, group)),
    { pageRows: 25 },
  );
const written = { a: file("a", 4), b: file("b", 2), c: file("c", 3) };
const FILES = {
  "data/a.parquet": written.a.bytes,
  "data/b b.parquet": written.b.bytes,
  "c.parquet": written.c.bytes,
};
const ALL = 9 * (ROWS - 1);

/** @type {Hub[]} */
const hubs = [];
after(() => Promise.all(hubs.map((hub) => hub.stop())));
/** @param {Record<string, Uint8Array>} files @param {{ revisions?: string[] }} [options] */
async function hubOf(files, options) {
  const hub = await startHub(files, options);
  hubs.push(hub);
  return hub;
}

/**
 * Everything that a query gives.
 * @param {Hub | string} hub @param {Partial<Query>} [query] @param {Partial<import("../../www/network/sources.js").Tools>} [tools]
 */
async function gather(hub, query = {}, tools = {}) {
  /** @type {Portion[]} */
  const portions = [];
  /** @type {number[]} */
  const pauses = [];
  let refusal = null;
  try {
    for await (const portion of titlesOfDataset(
      { source: "dataset", titles: 10_000, seed: 1, whole: 0, ...query },
      {
        fetch: globalThis.fetch,
        signal: new AbortController().signal,
        base: typeof hub === "string" ? hub : hub.base,
        wait: async (pause) => void pauses.push(pause / 1000),
        ...tools,
      },
    ))
      portions.push(portion);
  } catch (error) {
    refusal = /** @type {any} */ (error);
  }
  const titles = portions.flatMap((portion) => portion.titles);
  return { portions, titles, pauses, refusal, last: portions[portions.length - 1] };
}

/** The groups that titles are of, in their order. @param {string[]} titles */
const groupsOf = (titles) => [...new Set(titles.map((title) => title.match(/ (\w\.\d)/)?.[1]))];

test("the frame's policy allows the hub and whom its downloads are sent on to", async () => {
  const frame = await readFile(new URL("../../www/network/frame.html", import.meta.url), "utf8");
  for (const host of HOSTS) assert.ok(frame.includes(` ${host}`), host);
});

test("the draws are the generator's, and each group and title as likely", () => {
  assert.deepEqual(philox([0, 0, 0, 0], [0, 0]), [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
  const all = [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff];
  assert.deepEqual(philox(all, all.slice(2)), [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]);
  const words = (/** @type {number} */ seed, /** @type {string} */ name) =>
    Array.from({ length: 9 }, () => new Stream(seed, name).next()).concat(
      new Stream(seed, name).below(1000),
    );
  assert.notDeepEqual(words(1, "a"), words(1, "b"));
  assert.notDeepEqual(words(1, "a"), words(2, "a"));
  assert.notDeepEqual(words(1, "a"), words(1 + 2 ** 32, "a"));

  const chosen = new Uint32Array(10);
  const firstGroups = new Map();
  for (let seed = 0; seed < 3000; seed++) {
    const places = placesOf(new Stream(seed, "x"), 10, 3);
    assert.equal(new Set(places).size, 3);
    for (const place of places) chosen[place] += 1;
    const order = new Order(
      [
        { path: "a", size: 300 },
        { path: "b", size: 100 },
      ],
      seed,
    );
    const place = /** @type {number} */ (order.file());
    const group = `${place}.${order.group(place, [3, 1][place])}`;
    firstGroups.set(group, (firstGroups.get(group) ?? 0) + 1);
  }
  for (const count of chosen) assert.ok(Math.abs(count - 900) < 100, `${chosen}`);
  assert.equal(firstGroups.size, 4);
  for (const count of firstGroups.values()) assert.ok(Math.abs(count - 750) < 100, `${count}`);
});

test("all titles come once, in an order that is the seed's, with where they are from", async () => {
  const hub = await hubOf(FILES);
  const [first, again, other] = [
    await gather(hub),
    await gather(hub),
    await gather(hub, { seed: 2 }),
  ];
  assert.equal(first.refusal, null);
  assert.equal(first.titles.length, ALL);
  assert.equal(new Set(first.titles).size, ALL);
  assert.ok(first.titles.includes("Title a.0.0 “ü” 🐈"));
  assert.deepEqual(again.titles, first.titles);
  assert.equal(groupsOf(first.titles).length, 9);
  assert.notDeepEqual(groupsOf(other.titles), groupsOf(first.titles));
  assert.deepEqual(other.titles.toSorted(), first.titles.toSorted());
  assert.deepEqual(first.last.from, {
    dataset: "julien040/hacker-news-posts",
    revision: COMMIT,
    files: 3,
    groups: 9,
    exact: false,
  });
  assert.equal(toldOf({ type: "portion", ...first.last }).type, "portion");
  const query = { source: "dataset", titles: 9, seed: 1, whole: 0 };
  assert.equal(queryOf(query), query);
  for (const wrong of [{ whole: 2 }, { seed: -1 }, { path: "x" }])
    assert.throws(() => queryOf({ ...query, ...wrong }), { name: "ProtocolError" });
  assert.deepEqual([first.last.done, first.last.of], [ALL, 9 * ROWS]);
  assert.equal(first.portions[0].of, 10_000);
});

test("of a group that has more than is needed titles are drawn; only footers and titles are asked for, each once", async () => {
  const hub = await hubOf(FILES);
  const { titles, last } = await gather(hub, { titles: 100 });
  assert.equal(titles.length, 100);
  assert.equal(last.done, 100);
  const [whole, drawn] = groupsOf(titles).map((group) =>
    titles.filter((title) => title.includes(` ${group}.`)),
  );
  assert.deepEqual([whole.length, drawn.length], [59, 41]);
  const rows = drawn.map((title) => Number(title.match(/\.(\d+) /)?.[1]));
  assert.deepEqual(
    rows,
    rows.toSorted((a, b) => a - b),
  );
  assert.ok(rows[0] < 20 && rows[40] > 40, `${rows}`);

  const asked = hub.asked.filter(({ host }) => host === "store");
  let bytes = 0;
  for (const { path, range } of asked) {
    const { ranges, footer } = Object.values(written)[Object.keys(FILES).indexOf(path)];
    const [from, end] = /** @type {[number, number]} */ (range);
    bytes += end - from;
    const part = [...ranges.map(({ title }) => title), footer];
    assert.ok(
      part.some((one) => from >= one.from && end <= one.end),
      `${path} ${range}`,
    );
  }
  assert.equal(new Set(asked.map((one) => JSON.stringify(one))).size, asked.length);
  const listing = hub.asked.filter(({ path }) => path.startsWith("/api/"));
  assert.equal(listing.length, 1);
  assert.equal(last.requests, 1 + asked.length);
  assert.ok(last.bytes > bytes && last.bytes < bytes + 1000, "the ranges and the listing");
});

test("what is resumed goes on as if it had never stopped, and asks for nothing twice", async () => {
  const [straight, hub] = [await gather(await hubOf(FILES), { titles: 400 }), await hubOf(FILES)];
  /** @type {string[]} */
  const known = [];
  /** @type {Portion["resume"]} */
  let resume;
  let requests = 0;
  while (known.length < 400) {
    // JSON, as it is kept.
    const kept = resume === undefined ? undefined : JSON.parse(JSON.stringify(resume));
    const source = titlesOfDataset(
      { source: "dataset", titles: 400, seed: 1, whole: 0 },
      {
        fetch: globalThis.fetch,
        wait: async () => {},
        signal: new AbortController().signal,
        base: hub.base,
        resume: kept,
        known,
      },
    );
    for await (const portion of source) {
      known.push(...portion.titles);
      ({ resume, requests } = portion);
      assert.equal(portion.done, known.length);
      if (portion.titles.length > 0) break;
    }
  }
  assert.deepEqual(known, straight.titles);
  assert.equal(requests, straight.last.requests);
  const stored = hub.asked.filter(({ host }) => host === "store");
  assert.equal(new Set(stored.map((one) => JSON.stringify(one))).size, stored.length);

  const unresumed = await gather(hub, { titles: 100 });
  const odd = /** @type {any} */ (straight.portions[0].resume);
  for (const wrong of [
    null,
    "x",
    [],
    { ...odd, seed: 2 },
    { ...odd, revision: "../../x" },
    { ...odd, files: [{ path: "../../../elsewhere.parquet", size: 100 }] },
    {
      ...odd,
      files: [{ path: "a.parquet", size: 100, groups: [{ from: 4, bytes: 1e9, rows: 1 }] }],
    },
    { ...odd, drawn: -1 },
  ]) {
    const { titles, refusal } = await gather(hub, { titles: 100 }, { resume: wrong });
    assert.equal(refusal, null);
    assert.deepEqual(titles, unresumed.titles);
  }
});

test("files of other writers, packed and with a dictionary, are read; where the revision is gone, the newest one", async () => {
  for (const one of [snappyParquet("p"), zstdParquet("p")]) {
    const bytes = new Uint8Array(await one.arrayBuffer());
    for (const revision of ["main", "refs/convert/parquet"]) {
      const hub = await hubOf({ "p.parquet": bytes }, { revisions: [revision] });
      const { titles, refusal } = await gather(hub, { seed: 5 });
      assert.equal(refusal, null);
      assert.equal(titles.length, 59);
      assert.ok(titles.includes("Made-up headline number 59 “of” sixty"));
    }
  }
  const gone = await gather(await hubOf({}, { revisions: [] }));
  assert.deepEqual([gone.refusal.code, gone.refusal.facts.status], ["declined", 404]);
  const empty = await gather(await hubOf({}));
  assert.match(empty.refusal.facts.detail, /no Parquet files/);
});

test("a file without titles is passed over, and where none has any the columns are told", async () => {
  const other = writeParquet([columns("o", 0, "text")]).bytes;
  const { titles, refusal } = await gather(await hubOf({ ...FILES, "o.parquet": other }));
  assert.equal(refusal, null);
  assert.equal(titles.length, ALL);
  const none = await gather(await hubOf({ "o.parquet": other }));
  assert.equal(none.refusal.code, "malformed");
  assert.match(none.refusal.facts.detail, /“title”.*o\.parquet has url, text, author/);
  const named = writeParquet([columns("n", 0, " Title")]).bytes;
  assert.equal((await gather(await hubOf({ "n.parquet": named }))).titles.length, ROWS - 1);
});

test("a host without ranges is told of with the size, unread; asked for whole, the file is read the same", async () => {
  const hub = await hubOf({ "a.parquet": written.a.bytes });
  const ranged = await gather(hub);
  let sent = 0;
  hub.fault = ({ host }, response, body) => {
    if (host !== "store") return false;
    response.writeHead(200, { "Content-Length": body.length });
    // All but the end, so that only who leaves it unread comes to an end.
    response.write(body.subarray(0, 100));
    sent += 1;
    return true;
  };
  const { refusal, titles } = await gather(hub);
  assert.equal(refusal.code, "no-ranges");
  assert.equal(refusal.facts.bytes, written.a.bytes.length);
  assert.deepEqual([titles, sent], [[], 1]);

  hub.fault = ({ host, range }) => void assert.ok(host === "hub" || range === null);
  hub.asked.length = 0;
  const whole = await gather(hub, { whole: 1 });
  assert.deepEqual(whole.titles, ranged.titles);
  assert.equal(hub.asked.filter(({ host }) => host === "store").length, 1);
  assert.ok(whole.last.bytes >= written.a.bytes.length);
});

test("a host that is busy or fails is asked again after the pause that it wants, and given up after a few tries", async () => {
  const hub = await hubOf(FILES);
  const straight = await gather(hub, { titles: 100 });
  /** @param {number} times @param {import("./support/hub.js").Fault} answer */
  const fail = (times, answer) => {
    let left = times;
    hub.fault = (asked, response, body) => {
      const [from] = asked.range ?? [];
      if (asked.host === "hub" || from === undefined || left === 0) return false;
      left -= 1;
      return answer(asked, response, body);
    };
  };
  /** @type {[string, import("./support/hub.js").Fault, number | undefined][]} */
  const faults = [
    ["rate-limited", (_, response) => !!response.writeHead(429, { "Retry-After": "7" }).end(), 7],
    ["server-error", (_, response) => !!response.writeHead(500).end("x"), 1],
    ["unreachable", (_, response) => !!response.destroy(), 1],
    [
      "cut-off",
      ({ range }, response, body) => {
        const [from, end] = /** @type {[number, number]} */ (range);
        const head = { "Content-Range": `bytes ${from}-${end - 1}/${body.length}` };
        response.writeHead(206, { ...head, "Content-Length": end - from });
        response.write(body.subarray(from, end - 1), () => response.destroy());
        return true;
      },
      1,
    ],
    [
      "cut-off",
      ({ range }, response, body) => {
        const [from, end] = /** @type {[number, number]} */ (range);
        response.writeHead(206, { "Content-Range": `bytes ${from}-${end - 1}/${body.length}` });
        return !!response.end(body.subarray(from, end - 1));
      },
      1,
    ],
    ["slow", () => true, 1],
    [
      "slow",
      (_, response) => {
        response.writeHead(206);
        return response.write("x");
      },
      1,
    ],
  ];
  for (const [code, fault, pause] of faults) {
    fail(1, fault);
    // A slow machine may be as silent where it should answer.
    const tools = code === "slow" ? { silence: 100 } : {};
    const mended = await gather(hub, { titles: 100 }, tools);
    assert.deepEqual(mended.titles, straight.titles, code);
    if (code !== "slow") assert.deepEqual(mended.pauses, [pause], code);
    fail(Number.POSITIVE_INFINITY, fault);
    const { refusal, titles, pauses } = await gather(hub, { titles: 100 }, tools);
    assert.equal(refusal.code, code, `${refusal.stack}`);
    assert.deepEqual(titles, []);
    assert.ok(code === "slow" ? pauses.length >= 3 : pauses.length === 3);
  }
});

test("a host that gives another part, more or another file is refused", async () => {
  const hub = await hubOf(FILES);
  /** @type {[string, (from: number, end: number, size: number) => [number, string]][]} */
  const heads = [
    ["malformed", (from, end, size) => [206, `bytes ${from + 1}-${end}/${size}`]],
    ["malformed", (from, end, size) => [206, `bytes ${from}-${end}/${size}`]],
    ["malformed", () => [206, "pages 1-2/3"]],
    ["malformed", (from, end, size) => [203, `bytes ${from}-${end - 1}/${size}`]],
    ["changed", (from, end, size) => [206, `bytes ${from}-${end - 1}/${size + 1}`]],
  ];
  for (const [code, head] of heads) {
    hub.fault = ({ host, range }, response, body) => {
      if (host === "hub" || !range) return false;
      const [status, said] = head(...range, body.length);
      response.writeHead(status, { "Content-Range": said });
      return !!response.end(body.subarray(...range));
    };
    assert.equal((await gather(hub)).refusal.code, code);
  }
  hub.fault = ({ host }, response, body) => {
    if (host === "hub") return false;
    response.writeHead(206);
    const more = () => response.writable && response.write(body, more);
    return more() || true;
  };
  assert.equal((await gather(hub)).refusal.code, "too-large");
});

test("a hub that is not there or does not speak as one is refused, and a cancelled question ends", async () => {
  const gone = await startHub({});
  await gone.stop();
  const { refusal, pauses } = await gather(gone.base);
  assert.deepEqual(
    [refusal.code, refusal.facts.host, pauses.length],
    ["unreachable", "127.0.0.1", 3],
  );
  assert.equal((await gather(gone.base, {}, { online: () => false })).refusal.code, "offline");

  const hub = await hubOf(FILES);
  const sizes = (/** @type {unknown} */ size) => ({
    sha: COMMIT,
    siblings: [{ rfilename: "a.parquet", size }],
  });
  for (const said of [
    "<html>",
    "null",
    "[]",
    JSON.stringify({ sha: "main", siblings: [] }),
    JSON.stringify({ sha: COMMIT, siblings: [{ rfilename: "../a.parquet", size: 100 }] }),
    ...[undefined, -1, 1e300, "9", 3].map((size) => JSON.stringify(sizes(size))),
  ]) {
    assert.throws(() => readListing(new TextEncoder().encode(said)), { code: "malformed" }, said);
  }
  hub.fault = (_, response) => !!response.end("<html>");
  assert.equal((await gather(hub)).refusal.code, "malformed");

  hub.fault = ({ host }) => host === "store";
  const controller = new AbortController();
  const pending = gather(hub, {}, { signal: controller.signal });
  setTimeout(() => controller.abort(new Error("enough")), 50);
  assert.equal((await pending).refusal.message, "enough");
});

test("a damaged or hostile file is refused for what it claims, before anything is made of it", async () => {
  const { bytes, ranges, footer } = file("a", 1);
  const end = bytes.length;
  const withLength = (/** @type {number} */ length) => {
    const changed = bytes.slice();
    new DataView(changed.buffer).setUint32(end - 8, length, true);
    return changed;
  };
  const long = new Uint8Array(9e6);
  long.set(bytes, long.length - end);
  new DataView(long.buffer).setUint32(long.length - 8, 8.5e6, true);
  /** Not of the footer's numbers. @param {number} at @param {number[]} values */
  const changed = (at, values) => {
    const other = bytes.slice();
    other.set(values, at);
    return other;
  };
  const { title } = ranges[0];
  for (const [why, damaged, code, detail] of /** @type {const} */ ([
    ["no mark", bytes.with(end - 1, 0), "malformed", /no Parquet file/],
    ["no footer", withLength(0), "malformed", /footer of 0 bytes/],
    ["more than the file", withLength(end), "malformed", /footer of \d+ bytes in/],
    ["most of all", withLength(0xffffffff), "malformed", /footer of 4294967295 bytes/],
    ["too large", long, "too-large", /p.parquet/],
    ["cut short", withLength(footer.end - footer.from - 20), "malformed", /can't be read/],
    [
      "endless number",
      changed(footer.from, [0x16, ...Array(40).fill(0xff)]),
      "malformed",
      /without an end/,
    ],
    ["deep", changed(footer.from, Array(40).fill(0x1c)), "malformed", /too deep/],
    [
      "long list",
      changed(footer.from, [0x19, 0xfc, 255, 255, 255, 255, 7]),
      "malformed",
      /more than/,
    ],
    [
      "no pages",
      changed(title.from, Array(title.end - title.from).fill(0)),
      "malformed",
      /damaged/,
    ],
    ["endless page", changed(title.from, Array(40).fill(0xff)), "malformed", /damaged/],
    ["lzo", writeParquet([columns("a", 0)], { codec: 3 }).bytes, "malformed", /packed with LZO/],
    ["no codec", writeParquet([columns("a", 0)], { codec: 77 }).bytes, "malformed", /packed with/],
    ["not packed", writeParquet([columns("a", 0)], { codec: 6 }).bytes, "malformed", /damaged/],
  ])) {
    const { refusal } = await gather(await hubOf({ "p.parquet": damaged }));
    assert.equal(refusal?.code, code, `${why}: ${refusal?.stack}`);
    assert.match(refusal.facts.detail, detail, why);
  }
  for (let at = title.from; at < end; at += 7) {
    const damaged = bytes.with(at, bytes[at] ^ (1 << (at % 8)));
    const { refusal } = await gather("http://in.memory", {}, { fetch: fetchOf(damaged) });
    assert.ok(refusal === null || typeof refusal.code === "string", `${at}: ${refusal?.stack}`);
  }
});

test("of a part of a group the pages that are whole are read", async () => {
  const { bytes, ranges } = file("a", 1);
  const { from, end } = ranges[0].title;
  const group = { from, bytes: end - from, rows: ROWS, codec: "UNCOMPRESSED", optional: true };
  const titles = await titlesIn(bytes.slice(from, end), group);
  assert.equal(titles.length, ROWS - 1);
  // Pages of 25, 25 and 10 rows, one of the first without a title.
  for (const [cut, left] of [
    [1, 49],
    [Math.floor((end - from) / 2), 24],
  ])
    assert.deepEqual(await titlesIn(bytes.slice(from, end - cut), group), titles.slice(0, left));
  await assert.rejects(titlesIn(bytes.slice(from, from + 20), group), /hold 0 rows of 60/);
  await assert.rejects(titlesIn(bytes.slice(from, end), { ...group, rows: 61 }), /60 rows of 61/);
});

test("what comes is told while it comes, and nothing comes once nobody listens", async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => `${i} ${"a word ".repeat(6)}`);
  const { bytes } = writeParquet([{ title: rows }]);
  const inMemory = fetchOf(bytes);
  let stopped = 0;
  /** @type {typeof globalThis.fetch} */
  const slow = async (...request) => {
    const answer = await inMemory(...request);
    const all = new Uint8Array(await answer.arrayBuffer());
    let at = 0;
    const body = new ReadableStream({
      async pull(controller) {
        await new Promise((resolve) => setImmediate(resolve));
        if (request[1]?.signal?.aborted) {
          stopped += 1;
          return controller.error(request[1].signal.reason);
        }
        if (at >= all.length) return controller.close();
        controller.enqueue(all.slice(at, at + 100_000));
        at += 100_000;
      },
    });
    return new Response(body, answer);
  };
  const { portions, titles } = await gather(
    "http://in.memory",
    { titles: 20_000 },
    { fetch: slow },
  );
  assert.deepEqual(
    titles,
    rows.map((row) => row.trim()),
  );
  const silent = portions.filter((portion) => portion.titles.length === 0);
  assert.ok(silent.length >= 3, `${silent.length}`);
  for (const [i, { bytes: now }] of portions.entries())
    assert.ok(now > (portions[i - 1]?.bytes ?? 0) - 1);
  for await (const portion of titlesOfDataset(
    { source: "dataset", titles: 9, seed: 1, whole: 0 },
    { fetch: slow, signal: new AbortController().signal, wait: async () => {} },
  )) {
    assert.deepEqual(portion.titles, []);
    break;
  }
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(stopped, 1);
});

test("a structure ends where its last field does, and never past its bytes", () => {
  assert.equal(structEnd(Uint8Array.of(0x15, 2, 0x18, 1, 65, 0, 9), 0), 6);
  for (const bytes of [
    [],
    [0x15],
    [0x15, 0x80],
    [0x18, 200, 1],
    [0x17, 0],
    [0x1b, 0],
    [0x1c, 0x1c],
  ])
    assert.throws(() => structEnd(Uint8Array.from(bytes), 0), RangeError);
});

/** A hub without a network that has one file. @param {Uint8Array<ArrayBuffer>} bytes @returns {typeof globalThis.fetch} */
function fetchOf(bytes) {
  return async (address, options) => {
    const url = String(address);
    if (url.includes("/api/")) {
      const siblings = [{ rfilename: "p.parquet", size: bytes.length }];
      return new Response(JSON.stringify({ sha: COMMIT, siblings }));
    }
    const range = new Headers(options?.headers).get("Range");
    const [from, last] = String(range).match(/\d+/g) ?? [];
    const headers = { "Content-Range": `bytes ${from}-${last}/${bytes.length}` };
    return new Response(bytes.slice(Number(from), Number(last) + 1), { status: 206, headers });
  };
}
