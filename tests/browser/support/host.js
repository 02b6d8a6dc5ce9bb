/** Static hosts as others run them: without a header of ours. */

import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

/** What a host without much knowledge sends: it has not heard of wasm. */
const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".json": "application/json",
};

/**
 * A host that serves `folder` below a path, and another folder from when a test says so. Like many it lets browsers keep
 * files for ten minutes.
 * @param {import("node:test").TestContext} t
 * @param {string} folder
 * @param {{ below?: string, headers?: Record<string, string> }} [options]
 */
export async function startHost(t, folder, { below = "/", headers = {} } = {}) {
  let served = folder;
  /** @type {string[]} */
  const requests = [];
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "", "http://h").pathname));
    requests.push(path);
    const name = path.startsWith(below) ? path.slice(below.length) : "outside";
    const file = join(served, name === "" ? "index.html" : name);
    const body = await readFile(file).catch(() => null);
    if (body === null) return response.writeHead(404).end("not found");
    const type = TYPES[/** @type {keyof typeof TYPES} */ (extname(file))];
    if (type) response.setHeader("Content-Type", type);
    response.writeHead(200, { "Cache-Control": "max-age=600", ...headers }).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  t.after(stop);
  return {
    url: `http://127.0.0.1:${port}${below}`,
    port,
    /** What was asked for, in order. */
    requests,
    /** Serves another folder from now on. @param {string} other */
    serve: (other) => {
      served = other;
    },
    /** The network is gone from now on. */
    stop,
  };
}

/**
 * Python's host, as anyone may start it in the folder; null where there is no Python.
 * @param {import("node:test").TestContext} t
 * @param {string} folder
 * @returns {Promise<string | null>} its address
 */
export async function startPython(t, folder) {
  const child = spawn(
    "python3",
    ["-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", folder],
    {
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  t.after(() => child.kill());
  return new Promise((resolve) => {
    child.on("error", () => resolve(null));
    child.on("exit", () => resolve(null));
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
      const address = said.match(/\((http:[^)]+)\)/);
      if (address) resolve(address[1]);
    });
  });
}
