/** Origins of a test: folders and pages of its own, served as a static host would, without the headers of isolation. */

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { TYPES } from "./types.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** A host that lets pages of other origins read its files. */
export const OPEN = { "Access-Control-Allow-Origin": "*" };

/** The page with its modules and assets below a path, as folders of a site. @param {string} [below] ends with a slash */
export function lab(below = "") {
  return {
    [`${below}pkg/`]: process.env.HEADLINE_PKG ?? join(root, "pkg"),
    [`${below}assets/`]: join(root, "assets"),
    [below]: join(root, "www"),
  };
}

/**
 * @param {import("node:test").TestContext} t
 * @param {{ pages?: Record<string, string | Buffer>, folders?: Record<string, string>, headers?: Record<string, string> }} [site]
 *   `pages`: files by their paths; `folders`: by what their paths begin with, the first that fits.
 */
export async function startSite(t, { pages = {}, folders = {}, headers = {} } = {}) {
  /** @type {string[]} */
  const requests = [];
  const read = (/** @type {string} */ path) => {
    if (path in pages) return Promise.resolve(pages[path]);
    const found = Object.entries(folders).find(([below]) => path.startsWith(below));
    if (!found) return Promise.resolve(null);
    const name = path.slice(found[0].length) || "index.html";
    return readFile(join(found[1], name)).catch(() => null);
  };
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "", "http://h").pathname));
    requests.push(path);
    const body = await read(path.slice(1));
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (body === null) return response.writeHead(404).end("not found");
    const type = path.endsWith("/") ? ".html" : extname(path);
    response.setHeader("Content-Type", TYPES[type] ?? "application/octet-stream");
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
    /** Paths that were asked for, in order. */
    requests,
  };
}
