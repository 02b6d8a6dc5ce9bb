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

test("each part of the style sheet is asked for at once", async () => {
  const parts = all(await read("app.css"), /@import url\("([^"]+)"\)/g);
  const asked = all(await read("index.html"), /<link rel="preload" as="style" href="([^"]+)"/g);
  assert.ok(parts.length > 10);
  assert.deepEqual(asked, parts);
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
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
  });
});
