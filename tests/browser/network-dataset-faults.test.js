/** Titles of the data set on a hub that is slow, busy, damaged, hostile or not there. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { readListing } from "../../www/network/dataset/listing.js";
import {
  ALL,
  columns,
  FILES,
  fetchOf,
  file,
  gather,
  hubOf,
  ROWS,
  written,
} from "./support/dataset.js";
import { COMMIT, startHub } from "./support/hub.js";
import { writeParquet } from "./support/parquet-writer.js";

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
