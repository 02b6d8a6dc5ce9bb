/** What index.html has ready before any script runs, held to where it comes from. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { lessonOf } from "../../www/ui/lessons/index.js";
import { text } from "../../www/ui/text.js";

const read = (/** @type {string} */ file) =>
  readFile(new URL(`../../www/${file}`, import.meta.url), "utf8");

/** @param {string} source @param {RegExp} pattern */
const all = (source, pattern) => [...source.matchAll(pattern)].map((found) => found[1]);

test("the head that is in sight first says what the page will say", async () => {
  const page = await read("index.html");
  const [app] = all(page, /<div id="app">([\s\S]*?)<\/main>/g);
  const words = app.replaceAll(/<[^>]*>/g, "\n").split(/\s*\n\s*/);
  const { setup, question } = text.lesson[lessonOf(null).id];
  assert.deepEqual(
    words.filter((line) => line !== ""),
    [text.name, setup, question],
  );
});

test("each part of the style sheets is asked for at once, of the first screen's before the others", async () => {
  const first = all(await read("app.css"), /@import url\("([^"]+)"\)/g);
  const later = all(await read("later.css"), /@import url\("([^"]+)"\)/g);
  const page = await read("index.html");
  const asked = all(page, /<link rel="preload" as="style" href="([^"]+)"/g);
  assert.ok(first.length > 5 && later.length > 5);
  assert.deepEqual(asked, [...first, ...later]);
  const [head, body] = page.split("<body>");
  assert.deepEqual(all(head, /rel="stylesheet" href="([^"]+)"/g), ["./app.css"]);
  // Below what it does not style, so that this is painted without it.
  assert.match(body, /<\/main>[\s\S]*rel="stylesheet" href="\.\/later\.css"/);
});

/** Without comments, whose types name modules too. @param {string} file */
const code = async (file) => (await read(file)).replaceAll(/\/\*[\s\S]*?\*\//g, "");

/** The page's import map, as paths below www/. */
async function importMap() {
  const [map] = all(await read("index.html"), /<script type="importmap">([\s\S]*?)<\/script>/g);
  const { imports } = /** @type {{ imports: Record<string, string> }} */ (JSON.parse(map));
  return imports;
}

/** Every module that comes with one, itself included. @param {string} root below www/ */
async function comesWith(root) {
  const imports = await importMap();
  const found = new Set([root]);
  for (const file of found) {
    const named = all(
      await code(file),
      /(?:^|[\n;}])(?:import|export)(?:[\s{*][\w{}\s,*$]*?\bfrom)?\s*["']([^"']+)["']/g,
    );
    for (const name of named)
      found.add(
        new URL(imports[name] ?? name, `file:///${imports[name] ? "" : file}`).pathname.slice(1),
      );
  }
  return found;
}

test("the modules of the first screen are asked for at once, and no others", async () => {
  const wanted = await comesWith("ui/main.js");
  wanted.delete("ui/main.js");
  const page = await read("index.html");
  const asked = all(page, /<link rel="modulepreload" href="\.\/([^"]+)"/g);
  assert.deepEqual([...asked].sort(), [...wanted].sort());
  assert.ok(page.indexOf("importmap") < page.indexOf("modulepreload"));
});

test("what the first screen does without is not on its way", async () => {
  const first = await comesWith("ui/main.js");
  assert.ok(!first.has("engine.js"), "the engine");
  assert.deepEqual(
    [...first].filter((file) => file.startsWith("zip/")),
    [],
  );
  for (const part of [
    "ask/ask",
    "inside/panel",
    "share/panel",
    "handin/form",
    "tables/tables",
    "chart/plot",
  ])
    assert.ok(!first.has(`ui/${part}.js`), part);
  for (const library of ["uPlot.esm", "uqr.module", "fflate.module", "idb-keyval.module"])
    assert.ok(!first.has(`vendor/${library}.js`), library);
});

test("the policy lets in nothing but the page's own, and the import map by its hash", async () => {
  const page = await read("index.html");
  const [policy] = all(page, /content="(default-src [^"]*)"/g);
  const [map] = all(page, /<script type="importmap">([\s\S]*?)<\/script>/g);
  const hash = `'sha256-${createHash("sha256").update(map).digest("base64")}'`;
  const directives = Object.fromEntries(
    policy.split("; ").map((directive) => {
      const [name, ...sources] = directive.split(" ");
      return [name, sources];
    }),
  );
  assert.deepEqual(directives, {
    "default-src": ["'none'"],
    "script-src": ["'self'", "'wasm-unsafe-eval'", hash],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:", "blob:"],
    "connect-src": ["'self'"],
    "worker-src": ["'self'", "blob:"],
    "frame-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "require-trusted-types-for": ["'script'"],
    "trusted-types": ["headline-lab", "headline-lab-isolation", "headline-lab-offline"],
  });
});
