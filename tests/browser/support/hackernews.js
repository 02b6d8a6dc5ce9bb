/** A host that speaks as much of the Hacker News search as the page asks for, and fails on request. */

import { createServer } from "node:http";

/** @typedef {{ title: string | null, points: number | null, at: number }} Story */
/** @typedef {import("node:http").ServerResponse} Response */
/** What a request gets instead of its answer. @typedef {(response: Response, answer: string) => unknown} Fault */

const MOST_HITS = 1000;

/** @type {Record<string, Fault>} */
export const FAULTS = {
  busy: (response) => response.writeHead(429, { "Retry-After": "7" }).end("slow down"),
  closed: (response) => response.writeHead(429, { "Retry-After": "3600" }).end("come back later"),
  broken: (response) => response.writeHead(500).end("oops"),
  gone: (response) => response.writeHead(403).end("no"),
  silent: () => {},
  stalled: (response, answer) => {
    response.writeHead(200, { "Content-Length": answer.length });
    response.write(answer.slice(0, answer.length / 2));
  },
  cut: (response, answer) => {
    response.writeHead(200, { "Content-Length": answer.length });
    response.write(answer.slice(0, answer.length / 2), () => response.destroy());
  },
  page: (response) => response.end("<!doctype html><title>Please log in</title>"),
  other: (response) => response.end(JSON.stringify({ hits: "many", nbHits: 3 })),
};

/** @typedef {(from: number, to: number) => Story[]} Stories Those of a span. */

/** @param {Stories} stories @param {URL} url */
function answerTo(stories, { pathname, searchParams }) {
  const filters = searchParams.get("numericFilters") ?? "";
  const span = filters.match(/^created_at_i>=(\d+),created_at_i<(\d+)$/);
  const asked = pathname === "/api/v1/search_by_date" && searchParams.get("tags") === "story";
  if (!asked || !span) return null;
  const [from, to] = [Number(span[1]), Number(span[2])];
  const found = stories(from, to).sort((a, b) => b.at - a.at);
  const hits = found
    .slice(0, Math.min(MOST_HITS, Number(searchParams.get("hitsPerPage"))))
    .map(({ title, points, at }) => ({ title, points, created_at_i: at, objectID: String(at) }));
  return { from, to, hits: hits.length, body: JSON.stringify({ hits, nbHits: found.length }) };
}

/**
 * @param {import("node:test").TestContext} t
 * @param {Story[] | Stories} all
 */
export async function startHackerNews(t, all) {
  const stories =
    typeof all === "function"
      ? all
      : (/** @type {number} */ from, /** @type {number} */ to) =>
          all.filter(({ at }) => at >= from && at < to);
  /** @type {{ from: number, to: number, hits: number }[]} */
  const spans = [];
  /** By the number of the request, from 0. @type {Map<number, Fault>} */
  const faults = new Map();
  let requests = 0;
  const server = createServer((request, response) => {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Access-Control-Expose-Headers", "Retry-After");
    response.setHeader("Content-Type", "application/json");
    const answer = answerTo(stories, new URL(request.url ?? "", "http://h"));
    const fault = faults.get(requests);
    requests += 1;
    if (!answer) return response.writeHead(400).end('{"message":"invalid numeric filter"}');
    const { body, ...span } = answer;
    if (fault) return fault(response, body);
    spans.push(span);
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  t.after(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    /** What was answered whole, in order. */
    spans,
    faults,
    /** How often it was asked. */
    requests: () => requests,
  };
}

/** Stories with titles of their own, evenly over a time. @param {number} n @param {number} from @param {number} to @returns {Story[]} */
export function storiesOver(n, from, to) {
  return Array.from({ length: n }, (_, i) => ({
    title: `Show HN: thing number ${i}`,
    points: 1 + (i % 20),
    at: from + Math.floor(((to - from) * i) / n),
  }));
}

/** Stories of every time, so many seconds apart. @param {number} apart @returns {Stories} */
export const storiesEvery = (apart) => (from, to) =>
  Array.from({ length: Math.floor((to - from) / apart) }, (_, i) => {
    const at = from + i * apart;
    return { title: `Ask HN: what happened at ${at}?`, points: 1 + (i % 20), at };
  });
