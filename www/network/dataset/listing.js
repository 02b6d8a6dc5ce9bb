/** Which files the data set has: the hub tells their names and sizes of a revision, whose number makes their addresses lasting. */

import { NetworkRefusal } from "../refusal.js";

/** @typedef {{ path: string, size: number }} File its size in bytes */
/** @typedef {{ revision: string, files: File[] }} Listing the revision is a commit, the files are in the order of their paths */

export const DATASET = "julien040/hacker-news-posts";
export const HUB = "https://huggingface.co";
/**
 * Whom the frame's policy has to allow: the hub, and the hosts that its downloads are sent on to, which change from year to year
 * and are all below one name.
 */
export const HOSTS = Object.freeze([HUB, "https://*.hf.co"]);

/**
 * Where the files are looked for, the first that has some. The commit of June 2023 was the newest when the paper was written
 * in August 2025; should it go, there is what the data set has become, or what the hub made of it.
 */
export const REVISIONS = Object.freeze([
  "9e21b0f3c36bd7ce50b741ce966297a7f73cae38",
  "main",
  "refs/convert/parquet",
]);

/** Of a listing. */
export const MOST_LISTING_BYTES = 4e6;
const MOST_FILES = 10_000;
/** Its mark at either end, and the length of its footer. */
const SMALLEST = 12;

/** @param {string} base @param {string} revision */
export const listingAddress = (base, revision) =>
  `${base}/api/datasets/${DATASET}/revision/${encodeURIComponent(revision)}?blobs=true`;

/** @param {string} base @param {string} revision @param {string} path */
export function fileAddress(base, revision, path) {
  const name = path.split("/").map(encodeURIComponent).join("/");
  return `${base}/datasets/${DATASET}/resolve/${revision}/${name}`;
}

/** @param {Uint8Array} bytes of the hub's answer @returns {Listing} its Parquet files; there may be none */
export function readListing(bytes) {
  const wrong = (/** @type {string} */ detail) => new NetworkRefusal("malformed", { detail });
  /** @type {any} */
  let said;
  try {
    said = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw wrong("the list of files is not JSON");
  }
  if (!isRevision(said?.sha) || !Array.isArray(said.siblings))
    throw wrong("the list of files lacks its commit or its files");
  /** @type {File[]} */
  const files = said.siblings
    .map((/** @type {any} */ one) => ({ path: one?.rfilename, size: one?.lfs?.size ?? one?.size }))
    .filter((/** @type {any} */ { path }) => typeof path === "string" && path.endsWith(".parquet"));
  if (files.length > MOST_FILES || !files.every(isFile))
    throw wrong("the list of files has one without a size, or too many");
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { revision: said.sha, files };
}

/** @param {unknown} value */
export const isRevision = (value) => typeof value === "string" && /^[0-9a-f]{40}$/.test(value);

/** @param {any} value @returns {value is File} a path that leads nowhere else, and a size */
export const isFile = (value) =>
  typeof value?.path === "string" &&
  value.path.split("/").every((/** @type {string} */ part) => !["", ".", ".."].includes(part)) &&
  Number.isSafeInteger(value.size) &&
  value.size >= SMALLEST;
