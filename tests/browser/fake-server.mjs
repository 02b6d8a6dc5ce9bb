/**
 * Serves the page with the stand-in module (fake-module.js) in the place of pkg/'s: `node tests/browser/fake-server.mjs
 * [port]`. For work on the page without a build; `FAKE_UNIT_MS` sets how long a unit of work takes.
 */

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { TYPES } from "./support/types.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const EMPTY_WASM = Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]);

/** A sample of made-up lines where the real one is not built yet. */
function sample() {
  const lines = [];
  for (let i = 0; i < 20000; i += 1)
    lines.push(`Show HN: I built number ${i} of a tiny thing that writes headlines`);
  return Buffer.from(lines.join("\n"));
}

async function answer(path) {
  if (/^\/pkg\/[\w-]+\/headline_lab\.js$/.test(path)) {
    const source = await readFile(join(root, "tests/browser/fake-module.js"), "utf8");
    return `globalThis.FAKE_UNIT_MS = ${Number(process.env.FAKE_UNIT_MS ?? 4)};\n${source}`;
  }
  const beside = path.match(/^\/pkg\/[\w-]+\/(fake-[\w-]+\.js)$/);
  if (beside) return readFile(join(root, "tests/browser", beside[1]));
  if (path.endsWith(".wasm")) return EMPTY_WASM;
  const file =
    path.startsWith("/assets/") || path.startsWith("/pkg/")
      ? join(root, path)
      : join(root, "www", path.endsWith("/") ? `${path}index.html` : path);
  try {
    return await readFile(file);
  } catch (error) {
    if (path === "/assets/sample/headlines.txt") return sample();
    if (path === "/assets/sample/tokenizer.json") {
      const vocab = Object.fromEntries(Array.from({ length: 2048 }, (_, i) => [`t${i}`, i]));
      return JSON.stringify({ model: { vocab } });
    }
    throw error;
  }
}

const server = createServer(async (request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
  response.setHeader("Cache-Control", "no-store");
  if (path === "/favicon.ico") return response.writeHead(204).end();
  try {
    const body = await answer(path);
    response.setHeader(
      "Content-Type",
      TYPES[extname(path.endsWith("/") ? "x.html" : path)] ?? "application/octet-stream",
    );
    response.end(body);
  } catch {
    response.writeHead(404).end("not found");
  }
});
server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => {
  console.log(`http://localhost:${server.address().port}/`);
});
