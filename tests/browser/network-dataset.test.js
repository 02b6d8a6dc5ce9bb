/** Titles of the data set on a hub: which are drawn, and which bytes are asked for. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { titlesIn } from "../../www/network/dataset/chunk.js";
import { Order, philox, placesOf, Stream } from "../../www/network/dataset/draw.js";
import { HOSTS } from "../../www/network/dataset/listing.js";
import { structEnd } from "../../www/network/dataset/thrift.js";
import { titlesOfDataset } from "../../www/network/dataset.js";
import { queryOf, toldOf } from "../../www/network/protocol.js";
import {
  ALL,
  FILES,
  fetchOf,
  file,
  gather,
  groupsOf,
  hubOf,
  ROWS,
  written,
} from "./support/dataset.js";
import { COMMIT } from "./support/hub.js";
import { snappyParquet, zstdParquet } from "./support/parquet.js";
import { writeParquet } from "./support/parquet-writer.js";

/** @typedef {import("../../www/network/dataset.js").Portion} Portion */

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
