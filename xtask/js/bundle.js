/**
 * Bundles the page's modules and style sheets, in the folder of a site: over a slow line each file is a round trip, and a
 * browser has work of its own with each. What others name keeps its address: engine.js, the workers, bench.html.
 * Called by `cargo xtask dist`: node bundle.js FOLDER
 */

import { mkdir, readdir, readFile, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, extname, join, relative, resolve } from "node:path";
import { bundle as bundleCss } from "lightningcss";
import { rolldown } from "rolldown";

/** Put up first, with all that it imports in one file. */
const MAIN = "ui/main.js";
/**
 * What is loaded by its address, the state of the runs by tests of the folder alone; what the page loads by `import()` are
 * files of their own.
 */
const PAGE = [MAIN, "engine.js", "bench.js", "ui/state/runs.js"];
/** Each starts by itself, so each is one file that waits for no other. */
const WORKERS = [
  "worker.js",
  "data-worker.js",
  "probe-worker.js",
  "compile-worker.js",
  "worker/pool.js",
  "worker/bench.js",
  "network/frame.js",
];
const STYLES = ["app.css", "later.css"];
/** The only module that asks where it is. */
const PLACE = "place.js";
/** What workers load by its address, as worker/read/libraries.js says, and a part of the page holds too. */
const ALSO_LOADED = ["vendor/fflate.module.js"];
/** Of these folders only the bundles are left, beside what is neither a script nor a style sheet. */
const FOLDERS = ["ui", "engine", "worker", "zip", "network"];

const site = resolve(process.argv[2] ?? "");
const at = (/** @type {string} */ file) => join(site, file);
const index = await readFile(at("index.html"), "utf8");

/** @type {import("rolldown").InputOptions} */
const input = {
  cwd: site,
  platform: "browser",
  resolve: { alias: importMap() },
  external: (id) => id.endsWith(`/${PLACE}`),
  onLog(level, log, handler) {
    // Parts that load each other late, and are in one file now: that costs nothing.
    if (log.code !== "INEFFECTIVE_DYNAMIC_IMPORT") handler(level === "warn" ? "error" : level, log);
  },
};
/** @type {import("rolldown").OutputOptions} */
const output = {
  dir: site,
  format: "esm",
  minify: true,
  // Whoever reads the page's code with a browser's tools finds it as it is in the repository.
  sourcemap: true,
  entryFileNames: "[name].js",
  chunkFileNames: "chunks/[name]-[hash].js",
};

/** The bundles, by their paths, and what went into them. */
const made = new Map(/** @type {[string, string | Uint8Array][]} */ ([]));
const gone = new Set(/** @type {string[]} */ ([]));

const chunks = await bundleModules(PAGE, { ...output, codeSplitting: { groups: groups() } });
for (const worker of WORKERS) await bundleModules([worker], { ...output, codeSplitting: false });
for (const sheet of STYLES) await bundleStyles(sheet);
made.set("index.html", withBundles(index));
await clear();
for (const [file, content] of made) {
  await mkdir(dirname(at(file)), { recursive: true });
  await writeFile(at(file), content);
}

/** The page's names of packages, each with its file; bundles name no package. */
function importMap() {
  const [, map = ""] = /<script type="importmap">([^<]*)<\/script>/.exec(index) ?? [];
  /** @type {{ imports: Record<string, string> }} */
  const { imports } = JSON.parse(map);
  return Object.fromEntries(Object.entries(imports).map(([name, file]) => [name, at(file)]));
}

/** What comes with the first screen is one file, and what several later parts share is another. */
function groups() {
  const first = new Set([at(MAIN)]);
  /** @type {import("rolldown").CodeSplittingGroup} */
  const withMain = {
    debugName: "first",
    priority: 2,
    name(id, graph) {
      for (const each of first)
        for (const imported of graph.getModuleInfo(each)?.importedIds ?? []) first.add(imported);
      return first.has(id) && id !== at(MAIN) ? "first" : null;
    },
  };
  const isOfPage = (/** @type {string} */ id) => /^(ui|vendor|zip)\//.test(relative(site, id));
  return [withMain, { name: "shared", priority: 1, minShareCount: 2, test: isOfPage }];
}

/** @param {string[]} entries @param {import("rolldown").OutputOptions} options */
async function bundleModules(entries, options) {
  const named = entries.map((file) => [file.slice(0, -extname(file).length), at(file)]);
  const build = await rolldown({ ...input, input: Object.fromEntries(named) });
  const { output } = await build.generate(options);
  await build.close();
  for (const file of output)
    made.set(file.fileName, file.type === "chunk" ? file.code : file.source);
  const chunks = output.filter((file) => file.type === "chunk");
  // Beside files there is the bundler's own.
  for (const id of chunks.flatMap(({ moduleIds }) => moduleIds))
    if (id.startsWith(site)) gone.add(relative(site, id));
  return chunks;
}

/** @param {string} sheet */
async function bundleStyles(sheet) {
  const whole = await readFile(at(sheet), "utf8");
  for (const [, part] of whole.matchAll(/@import url\("\.\/([^"]+)"\)/g)) gone.add(part);
  const options = { filename: at(sheet), projectRoot: site, minify: true, sourceMap: true };
  const { code, map } = bundleCss(options);
  made.set(sheet, `${code}\n/*# sourceMappingURL=${sheet}.map */\n`);
  made.set(`${sheet}.map`, map ?? "");
}

/** Removes what is in a bundle now, and the modules of which only types are used. */
async function clear() {
  for (const folder of FOLDERS)
    for (const file of await readdir(at(folder), { recursive: true }))
      if (file.endsWith(".js")) gone.add(join(folder, file));
  for (const file of gone) if (!ALSO_LOADED.includes(file)) await rm(at(file), { force: true });
  // Folders within folders come after them, so that the inner ones are gone first.
  const left = await readdir(site, { recursive: true, withFileTypes: true });
  const folders = left
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const folder of folders.reverse())
    if ((await readdir(folder)).length === 0) await rmdir(folder);
}

/** The page, with bundles in the place of modules and sheets. @param {string} html */
function withBundles(html) {
  const first = chunks.find(({ fileName }) => fileName === MAIN)?.imports ?? [];
  const asked = first.map((file) => `<link rel="modulepreload" href="./${file}" />`).join("\n    ");
  const comment = /(?:<!--(?:(?!-->)[\s\S])*-->\s*)?/.source;
  const [map, modules, styles] = [
    /<script type="importmap">[^<]*<\/script>/.source,
    /(?:<link rel="modulepreload"[^>]*>\s*)+/.source,
    /(?:<link rel="preload" as="style"[^>]*>\s*)+/.source,
  ].map((part) => new RegExp(comment + part, "g"));
  for (const part of [map, modules, styles])
    if (html.search(part) < 0) throw new Error(`index.html has nothing like ${part}`);
  const lean = html.replace(map, "").replace(styles, "");
  return lean.replace(modules, `${asked}\n    `);
}
