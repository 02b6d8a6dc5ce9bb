/** What the page says of each source of titles: whom it asks, and what its titles are called from then on. */

import { ABOUT } from "../../network/dataset.js";
import { count } from "../format.js";
import { text } from "../text.js";

/** @typedef {import("../../network/protocol.js").Query} Query */

/** Hosts as a button names them. */
export const HOSTS = /** @type {const} */ ({
  "hacker-news": "hn.algolia.com",
  dataset: "huggingface.co",
});

/** @param {number} seconds since 1970 */
const yearOf = (seconds) => new Date(seconds * 1000).getUTCFullYear();

/** The name that headlines of a query have in runs and files. @param {Query} query */
export function nameOf(query) {
  if (query.source === "dataset") return text.network.names.dataset(ABOUT.dataset);
  const { from, to, points } = query;
  const least = points > 1 ? count(points) : "";
  return text.network.names.hackerNews(yearOf(from), yearOf(to - 1), least);
}

/** The years of a choice as a query has them: the last one up to today, which is not over. @param {number} first @param {number} last */
export function spanOfYears(first, last) {
  const now = new Date();
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  const end = Math.min(Date.UTC(last + 1, 0, 1), today);
  return { from: Date.UTC(first, 0, 1) / 1000, to: end / 1000 };
}
