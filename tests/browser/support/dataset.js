/** A hub with a data set of made-up titles, and everything that a query of it gives. */

import { after } from "node:test";
import { titlesOfDataset } from "../../../www/network/dataset.js";
import { COMMIT, startHub } from "./hub.js";
import { writeParquet } from "./parquet-writer.js";

/** @typedef {import("../../../www/network/dataset.js").DatasetQuery} Query */
/** @typedef {import("../../../www/network/dataset.js").Portion} Portion */
/** @typedef {Awaited<ReturnType<typeof startHub>>} Hub */

export const ROWS = 60;
/** Made-up columns around the titles. @param {string} name @param {number} group @param {string} [title] the name of their column */
export const columns = (name, group, title = "title") => {
  const rows = Array.from({ length: ROWS }, (_, row) => `${name}.${group}.${row}`);
  return {
    url: rows.map((row) => `https://example.org/${row}`),
    [title]: rows.map((row, i) => (i === 7 ? null : `  Title\n${row} “ü” 🐈 `)),
    author: rows.map((row) => `author of ${row}`),
  };
};
/** @param {string} name @param {number} groups */
export const file = (name, groups) =>
  writeParquet(
    Array.from({ length: groups }, (_, group) => columns(name, group)),
    { pageRows: 25 },
  );
export const written = { a: file("a", 4), b: file("b", 2), c: file("c", 3) };
export const FILES = {
  "data/a.parquet": written.a.bytes,
  "data/b b.parquet": written.b.bytes,
  "c.parquet": written.c.bytes,
};
export const ALL = 9 * (ROWS - 1);

/** @type {Hub[]} */
const hubs = [];
after(() => Promise.all(hubs.map((hub) => hub.stop())));
/** @param {Record<string, Uint8Array>} files @param {{ revisions?: string[] }} [options] */
export async function hubOf(files, options) {
  const hub = await startHub(files, options);
  hubs.push(hub);
  return hub;
}

/**
 * Everything that a query gives.
 * @param {Hub | string} hub @param {Partial<Query>} [query] @param {Partial<import("../../../www/network/sources.js").Tools>} [tools]
 */
export async function gather(hub, query = {}, tools = {}) {
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
export const groupsOf = (titles) => [
  ...new Set(titles.map((title) => title.match(/ (\w\.\d)/)?.[1])),
];

/** A hub without a network that has one file. @param {Uint8Array<ArrayBuffer>} bytes @returns {typeof globalThis.fetch} */
export function fetchOf(bytes) {
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
