/**
 * Titles of the data set that the paper's titles are from: the column of titles alone, of row groups drawn by seed over all
 * files. Equal queries give equal titles in the same order while the revision is the same: the order of the row groups
 * depends on the seed and on paths and sizes of the files; the titles taken of a group, where not all are needed, on the
 * seed, the group's place and the titles that are known already. What was resumed gives what it would have given in one go.
 */

import { titlesIn } from "./dataset/chunk.js";
import { Order, placesOf, Stream } from "./dataset/draw.js";
import { COLUMN, END_BYTES, footerBytes, readFooter } from "./dataset/footer.js";
import {
  DATASET,
  HUB,
  listingAddress,
  MOST_LISTING_BYTES,
  REVISIONS,
  readListing,
} from "./dataset/listing.js";
import { Parts } from "./dataset/parts.js";
import { Requests } from "./dataset/requests.js";
import { readState } from "./dataset/state.js";
import { NetworkRefusal } from "./refusal.js";

/** @typedef {import("./sources.js").Tools} Tools */
/** @typedef {import("./dataset/footer.js").Group} Group */
/** @typedef {import("./dataset/state.js").DataFile} DataFile */
/** @typedef {import("./dataset/state.js").State} State */
/**
 * `titles` from 1, `seed` a whole number from 0. `whole`: 1 where files are downloaded whole, from a host that gives no parts
 * of them (`no-ranges`).
 * @typedef {{ source: "dataset", titles: number, seed: number, whole: number }} DatasetQuery
 */
/**
 * Where the titles are from. `exact` is false: which titles the paper drew is not known, so that these are others of the same
 * data set. `revision` is a commit, `groups` are the row groups that titles were taken of so far.
 * @typedef {{ dataset: string, revision: string, files: number, groups: number, exact: false }} Provenance
 */
/** @typedef {import("./sources.js").Portion & { of: number, from: Provenance }} Portion */

/** What the data set says of itself on its page: its licence, and the day up to which it has stories. */
export const ABOUT = Object.freeze({
  dataset: DATASET,
  page: `${HUB}/datasets/${DATASET}`,
  licence: "CC BY-NC-SA 4.0",
  snapshot: "2023-06-04",
});

/**
 * Of a row group's titles, in bytes. Of a larger one the first are read: they are a hundred thousand titles and more, a whole
 * class may ask at once, and the page stands still while they are unpacked.
 */
export const MOST_GROUP_BYTES = 8e6;

/**
 * @param {DatasetQuery} query
 * @param {Tools} tools
 * @returns {AsyncGenerator<Portion, void>} a portion after each row group, and ones without titles as bytes come
 */
export async function* titlesOfDataset(query, tools) {
  const before = readState(tools.resume, query.seed);
  const requests = new Requests(tools, before ?? { requests: 0, bytes: 0 });
  const base = tools.base ?? HUB;
  const known = new Set(tools.known);
  /** @type {Map<string, string[]>} */
  const columns = new Map();
  try {
    /** @type {State} */
    const state = before ?? fresh(query.seed, await listed(requests, base));
    state.done = known.size || state.done;
    const parts = new Parts(requests, base, state.revision, query.whole === 1);
    const tell = () => portion([], query, state, requests);
    const order = new Order(state.files, query.seed);
    for (let passed = 0; state.done < query.titles; ) {
      const place = order.file();
      if (place === null) break;
      const file = state.files[place];
      file.groups ??= yield* requests.telling(() => groupsOf(parts, file, columns), tell);
      const number = order.group(place, file.groups.length);
      if (number === null) continue;
      passed += 1;
      // These were taken before the resumption.
      if (passed <= state.drawn) continue;
      const group = file.groups[number];
      const all = yield* requests.telling(() => titlesOf(parts, file, group), tell);
      const stream = new Stream(query.seed, `titles of ${file.path} ${number}`);
      const titles = taken(all, known, query.titles - state.done, stream);
      for (const title of titles) known.add(title);
      state.done += titles.length;
      state.drawn += 1;
      yield portion(titles, query, state, requests);
    }
    if (state.drawn === 0 && query.titles > 0) throw titleless(state.files, columns);
  } finally {
    requests.end();
  }
}

/** @param {number} seed @param {import("./dataset/listing.js").Listing} listing @returns {State} */
const fresh = (seed, listing) => ({
  version: 1,
  seed,
  ...listing,
  drawn: 0,
  done: 0,
  requests: 0,
  bytes: 0,
});

/** @param {string[]} titles @param {DatasetQuery} query @param {State} state @param {Requests} requests @returns {Portion} */
function portion(titles, query, state, { made, received }) {
  const { files, revision, drawn, done } = state;
  const rows = files.flatMap(({ groups }) => groups?.map((group) => group.rows) ?? Infinity);
  const all = rows.reduce((sum, one) => sum + one, 0);
  return {
    titles,
    done,
    of: Math.max(done, Math.min(query.titles, all)),
    requests: made,
    bytes: received,
    resume: structuredClone({ ...state, requests: made, bytes: received }),
    from: { dataset: DATASET, revision, files: files.length, groups: drawn, exact: false },
  };
}

/** The files of the first revision that has some. @param {Requests} requests @param {string} base */
async function listed(requests, base) {
  /** @type {NetworkRefusal | null} */
  let refused = null;
  for (const revision of REVISIONS) {
    try {
      const listing = await requests.ask(listingAddress(base, revision), {
        most: MOST_LISTING_BYTES,
        read: ({ bytes }) => readListing(bytes),
      });
      if (listing.files.length > 0) return listing;
      refused = new NetworkRefusal("malformed", { detail: "it has no Parquet files" });
    } catch (error) {
      // A revision that is gone is declined.
      if (!(error instanceof NetworkRefusal && error.code === "declined")) throw error;
      refused ??= error;
    }
  }
  throw refused;
}

/** The row groups of a file; none where it has no titles. @param {Parts} parts @param {DataFile} file @param {Map<string, string[]>} columns found so far */
async function groupsOf(parts, file, columns) {
  const { path, size } = file;
  const bytes = footerBytes(file, await parts.part(file, size - END_BYTES, size));
  const read = await readFooter(file, await parts.part(file, size - bytes, size - END_BYTES));
  columns.set(path, read.columns);
  return read.groups ?? [];
}

/** @param {Parts} parts @param {DataFile} file @param {Group} group */
async function titlesOf(parts, file, group) {
  const { from, bytes } = group;
  const part = await parts.part(file, from, from + Math.min(bytes, MOST_GROUP_BYTES));
  try {
    return await titlesIn(part, group);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new NetworkRefusal("malformed", { detail: `${file.path} is damaged: ${why}` });
  }
}

/** Those of a group that are new; drawn, in their order, where there are more than are needed. @param {string[]} all @param {Set<string>} known @param {number} most @param {Stream} stream */
function taken(all, known, most, stream) {
  const unknown = [...new Set(all)].filter((title) => !known.has(title));
  if (unknown.length <= most) return unknown;
  return Array.from(placesOf(stream, unknown.length, most), (place) => unknown[place]);
}

/** @param {DataFile[]} files @param {Map<string, string[]>} columns */
function titleless(files, columns) {
  const found = files.map(({ path }) => `${path} has ${columns.get(path)?.join(", ") || "none"}`);
  const detail = `no column “${COLUMN}” with rows in it: ${found.join("; ")}`;
  return new NetworkRefusal("malformed", { detail });
}
