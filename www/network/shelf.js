/**
 * Titles from the network as the browser keeps them, each question's with the place at which it goes on: both are written in
 * one transaction, so that nothing is lost or asked for twice whenever the tab ends.
 */

import { createStore, promisifyRequest } from "../vendor/idb-keyval.module.js";
import { queryOf } from "./protocol.js";

/** @typedef {import("./protocol.js").Query} Query */
/**
 * What is known of a question without its titles. `parts`: records that hold them; `ended`: there are no more than these;
 * `requests`, `received` (bytes): what it took; `at`: when it was last asked, in milliseconds since 1970.
 * @typedef {{
 *   query: Query, parts: number, titles: number, place: unknown, ended: boolean, requests: number, received: number, at: number,
 * }} Head
 */

/** What is written now; another version is passed over. */
const VERSION = 1;

/** @type {import("../vendor/idb-keyval.module.js").UseStore | undefined} */
let store;

/** A record's key is [question, part]: part 0 is the head, the others hold titles, one a line. */
const use = /** @type {import("../vendor/idb-keyval.module.js").UseStore} */ (
  (mode, work) => {
    store ??= createStore("headline-lab-titles", "parts");
    return store(mode, work);
  }
);

/** Questions that differ in the number of titles, or in how they are downloaded, are one, which goes on. @param {Query} query */
export function idOf(query) {
  const which = Object.entries(query).filter(([field]) => !["titles", "whole"].includes(field));
  return JSON.stringify(which.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** @param {any} record @returns {Head | null} */
function headOf(record) {
  try {
    queryOf(record.query);
  } catch {
    return null;
  }
  return record.version === VERSION && Number.isSafeInteger(record.parts) ? record : null;
}

/** Every question that is kept, newest first. Throws where the browser refuses storage. @returns {Promise<Head[]>} */
export async function list() {
  const heads = await use("readonly", async (records) => {
    const keys = /** @type {[string, number][]} */ (await promisifyRequest(records.getAllKeys()));
    const all = keys.filter(([, part]) => part === 0);
    return Promise.all(all.map((key) => promisifyRequest(records.get(key))));
  });
  return heads.flatMap((record) => headOf(record) ?? []).sort((a, b) => b.at - a.at);
}

/** A question with its titles; null where it is not kept, or not whole. @param {string} id @returns {Promise<{ head: Head, titles: string[] } | null>} */
export async function open(id) {
  const [record, ...parts] = await use("readonly", (records) =>
    promisifyRequest(records.getAll(range(id))),
  );
  const head = headOf(record ?? {});
  if (!head || parts.length !== head.parts) return null;
  const titles = parts.flatMap((part) => String(part).split("\n"));
  return titles.length === head.titles || parts.length === 0 ? { head, titles } : null;
}

/**
 * Keeps titles that came, and where their question goes on; `head` counts them already.
 * @param {string} id @param {Head} head @param {string[]} titles
 */
export function append(id, head, titles) {
  return use("readwrite", (records) => {
    if (titles.length > 0) records.put(titles.join("\n"), [id, head.parts]);
    records.put({ ...head, version: VERSION }, [id, 0]);
    return promisifyRequest(records.transaction);
  });
}

/** @param {string} id */
export function remove(id) {
  return use("readwrite", (records) => {
    records.delete(range(id));
    return promisifyRequest(records.transaction);
  });
}

/** @param {string} id */
function range(id) {
  // An array comes after every number.
  return IDBKeyRange.bound([id], [id, []]);
}
