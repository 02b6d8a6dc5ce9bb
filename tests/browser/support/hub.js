/**
 * A hub of data sets on this machine: lists a revision's files and sends who asks for one on to another origin, which gives
 * ranges of bytes.
 */

import { createServer } from "node:http";

/** @typedef {{ host: "hub" | "store", path: string, range: [from: number, end: number] | null }} Asked */
/** @typedef {(asked: Asked, response: import("node:http").ServerResponse, body: Uint8Array) => boolean | void} Fault true: it has answered */

export const COMMIT = "9e21b0f3c36bd7ce50b741ce966297a7f73cae38";
const NAME = "julien040/hacker-news-posts";

/** @param {import("node:http").RequestListener} listener */
async function origin(listener) {
  const server = createServer(listener);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve(null)));
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

/**
 * @param {Record<string, Uint8Array>} files by their paths
 * @param {{ revisions?: string[] }} [options] under which they are found
 */
export async function startHub(files, { revisions = [COMMIT] } = {}) {
  /** @type {Asked[]} */
  const asked = [];
  /** @type {{ fault: Fault }} */
  const given = { fault: () => false };

  /** @param {Asked} one @param {import("node:http").ServerResponse} response @param {Uint8Array} body @param {() => void} answer */
  function respond(one, response, body, answer) {
    asked.push(one);
    if (given.fault(one, response, body)) return;
    answer();
  }

  const store = await origin((request, response) => {
    const path = decodeURIComponent((request.url ?? "").slice(1));
    const body = files[path];
    const said = request.headers.range?.match(/^bytes=(\d+)-(\d+)$/);
    /** @type {[number, number] | null} */
    const range = said ? [Number(said[1]), Number(said[2]) + 1] : null;
    respond({ host: "store", path, range }, response, body, () => {
      response.setHeader("Access-Control-Allow-Origin", "*");
      if (!range) return response.writeHead(200, { "Content-Length": body.length }).end(body);
      const [from, end] = range;
      response.writeHead(206, {
        "Content-Range": `bytes ${from}-${end - 1}/${body.length}`,
        "Content-Length": end - from,
      });
      return response.end(body.subarray(from, end));
    });
  });

  const hub = await origin((request, response) => {
    const { pathname, search } = new URL(request.url ?? "", "http://hub");
    const path = decodeURIComponent(pathname);
    const body = listing(path, search);
    respond({ host: "hub", path, range: null }, response, body, () => {
      const file = path.match(/^\/datasets\/[^/]+\/[^/]+\/resolve\/([0-9a-f]{40})\/(.+)$/);
      if (file && files[file[2]]) {
        const Location = `${store.url}/${encodeURIComponent(file[2])}`;
        return response.writeHead(302, { Location }).end();
      }
      return response.writeHead(body.length > 0 ? 200 : 404).end(body);
    });
  });

  /** @param {string} path @param {string} search */
  function listing(path, search) {
    const known = revisions.some((name) => path === `/api/datasets/${NAME}/revision/${name}`);
    if (!known || search !== "?blobs=true") return new Uint8Array();
    const siblings = Object.entries(files).map(([rfilename, { length }], i) =>
      i % 2 === 0
        ? { rfilename, size: length, lfs: { size: length } }
        : { rfilename, size: length },
    );
    const other = { rfilename: "README.md", size: 5 };
    return new TextEncoder().encode(
      JSON.stringify({ sha: COMMIT, siblings: [...siblings, other] }),
    );
  }

  return {
    base: hub.url,
    asked,
    /** What happens instead of an answer. @param {Fault} fault */
    set fault(fault) {
      given.fault = fault;
    },
    stop: () => Promise.all([hub.close(), store.close()]),
  };
}
