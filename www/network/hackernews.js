/**
 * Titles of Hacker News through its public search. The years are cut into half-days, which are asked for in an order drawn by
 * the seed: a sample of all the years for no more requests than the newest titles would need, and the same one for the
 * same choice.
 */

import { shuffled } from "./draw.js";
import { NetworkRefusal } from "./refusal.js";
import { ask } from "./request.js";

/** @typedef {import("./sources.js").Portion} Portion */
/** @typedef {import("./sources.js").Tools} Tools */
/**
 * `from` and `to`: seconds since 1970, the second not included; `points`: a title has at least so many.
 * @typedef {{ source: "hacker-news", titles: number, points: number, from: number, to: number, seed: number }} HackerNewsQuery
 */
/** From one second to before another. @typedef {[number, number]} Span */
/**
 * `next`: how many half-days of the order were begun; `split`: parts of them that are still to be asked for; `whole`: the
 * host refuses to leave fields out.
 * @typedef {{ next: number, split: Span[], whole: boolean, requests: number, bytes: number }} Place
 */

export const HACKER_NEWS = "https://hn.algolia.com";

/** About 500 stories come in one, so that an answer holds all of them even on a busy day. Seconds. */
const HALF_DAY = 43_200;
/** The host gives no more of a question, and no second page of it. */
const MOST_HITS = 1000;
const MOST_BYTES = 8_000_000;
/** Between two requests, in milliseconds: well below the 10,000 an hour that the host puts up with. */
const PAUSE = 500;

/** @param {HackerNewsQuery} query @param {Tools} tools @returns {AsyncGenerator<Portion, void>} */
export async function* titlesOfHackerNews(query, tools) {
  const first = Math.floor(query.from / HALF_DAY);
  const order = shuffled(Math.max(0, Math.ceil(query.to / HALF_DAY) - first), query.seed);
  const place = placeOf(tools.resume, order.length);
  const given = new Set(tools.known);
  for (let asked = false; given.size < query.titles; asked = true) {
    const span = place.split.pop() ?? spanOf(query, first, order[place.next++]);
    if (!span) return;
    if (asked) await tools.wait(PAUSE, tools.signal);
    const { titles, more } = await storiesOf(span, query, place, tools);
    const middle = Math.floor((span[0] + span[1]) / 2);
    const splits = more && middle > span[0];
    // The newer half comes first.
    if (splits) place.split.push([span[0], middle], [middle, span[1]]);
    const fresh = splits ? [] : titles.filter((title) => !given.has(title) && given.add(title));
    const { requests, bytes } = place;
    const resume = structuredClone(place);
    yield { titles: fresh, done: given.size, of: query.titles, requests, bytes, resume };
  }
}

/** @param {HackerNewsQuery} query @param {number} first @param {number | undefined} drawn @returns {Span | null} */
function spanOf({ from, to }, first, drawn) {
  if (drawn === undefined) return null;
  const begin = (first + drawn) * HALF_DAY;
  return [Math.max(from, begin), Math.min(to, begin + HALF_DAY)];
}

/** Where an earlier question ended; one that can't be read begins anew. @param {unknown} resume @param {number} halfDays @returns {Place} */
function placeOf(resume, halfDays) {
  const kept = /** @type {Partial<Place> | null | undefined} */ (resume);
  const counts = [kept?.next, kept?.requests, kept?.bytes];
  const isSpan = (/** @type {unknown} */ span) =>
    Array.isArray(span) &&
    span.length === 2 &&
    span.every(Number.isSafeInteger) &&
    span[0] < span[1];
  const isPlace =
    counts.every((value) => Number.isSafeInteger(value) && Number(value) >= 0) &&
    Number(kept?.next) <= halfDays &&
    typeof kept?.whole === "boolean" &&
    Array.isArray(kept.split) &&
    kept.split.every(isSpan);
  if (isPlace) return structuredClone(/** @type {Place} */ (kept));
  return { next: 0, split: [], whole: false, requests: 0, bytes: 0 };
}

/**
 * The titles of a span that have the points, and whether there are more than the answer holds.
 * @param {Span} span @param {HackerNewsQuery} query @param {Place} place @param {Tools} tools
 */
async function storiesOf(span, query, place, tools) {
  const received = (/** @type {number} */ bytes) => {
    place.bytes += bytes;
  };
  const read = (/** @type {import("./request.js").Answer} */ { bytes }) =>
    titlesIn(bytes, query.points);
  const asking = () => {
    place.requests += 1;
  };
  const question = { read, asking, received, most: MOST_BYTES };
  for (;;) {
    try {
      return await ask(addressOf(span, place.whole, tools.base), question, tools);
    } catch (error) {
      const refusesFields =
        error instanceof NetworkRefusal && error.facts.status === 400 && !place.whole;
      if (!refusesFields) throw error;
      place.whole = true;
    }
  }
}

/** @param {Span} span @param {boolean} whole @param {string} [base] */
function addressOf([from, to], whole, base = HACKER_NEWS) {
  const url = new URL("/api/v1/search_by_date", base);
  url.searchParams.set("tags", "story");
  url.searchParams.set("hitsPerPage", String(MOST_HITS));
  // Points are no filter of the host's any more: it answers with 400.
  url.searchParams.set("numericFilters", `created_at_i>=${from},created_at_i<${to}`);
  if (!whole) {
    // A tenth of the bytes, without the texts, the addresses and the marks of a search.
    url.searchParams.set("attributesToRetrieve", "title,points");
    url.searchParams.set("attributesToHighlight", "none");
  }
  return url;
}

/** @param {Uint8Array} bytes @param {number} points */
function titlesIn(bytes, points) {
  const { hits, nbHits } = answerIn(bytes);
  /** @type {string[]} */
  const titles = [];
  for (const hit of hits) {
    if (typeof hit !== "object" || hit === null) throw malformed("hits");
    const { title, points: has } = /** @type {{ title?: unknown, points?: unknown }} */ (hit);
    // A story that was deleted has none.
    if (title === null || title === undefined) continue;
    if (typeof title !== "string") throw malformed("title");
    const clean = title.replace(/\s+/gu, " ").trim();
    if (clean !== "" && (points <= 1 || Number(has ?? 0) >= points)) titles.push(clean);
  }
  return { titles, more: nbHits >= MOST_HITS || hits.length < nbHits };
}

/** @param {Uint8Array} bytes @returns {{ hits: unknown[], nbHits: number }} */
function answerIn(bytes) {
  /** @type {any} */
  let answer;
  try {
    answer = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw malformed("JSON");
  }
  if (!Array.isArray(answer?.hits) || answer.hits.length > MOST_HITS) throw malformed("hits");
  if (!Number.isSafeInteger(answer.nbHits) || answer.nbHits < 0) throw malformed("nbHits");
  return answer;
}

/** @param {string} detail */
const malformed = (detail) => new NetworkRefusal("malformed", { detail });
