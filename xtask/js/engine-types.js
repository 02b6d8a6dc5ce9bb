/**
 * Makes www/engine.d.ts, the types of the engine for pages that are written in TypeScript, of engine.js and the JSDoc types
 * behind it: one file with all that a page can come to hold. `node xtask/js/engine-types.js` writes it, with `--check` it
 * only says whether it is up to date, as `cargo xtask check` asks.
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const target = join(root, "www/engine.d.ts");
/** Where the types are that a page can come to hold, each under a name of its own. */
const SOURCES = [
  "engine",
  "engine/error",
  "engine/types",
  "engine/folder",
  "engine/kept",
  "engine/state-file",
  "engine/probe",
  "engine/look",
  "worker/read/sift",
  "worker/read/cut",
  "protocol",
];
/** What a page imports. */
const EXPORTED = ["createEngine", "openLook", "Engine", "EngineError"];
const HEAD = `// Made by \`node xtask/js/engine-types.js\` of engine.js; \`cargo xtask check\` compares them.\n`;

/** What tsc says of each source. @returns {string[]} */
function declared() {
  const out = mkdtempSync(join(tmpdir(), "headline-types-"));
  const options =
    "--ignoreConfig --strict --allowJs --declaration --emitDeclarationOnly --target es2022 --module esnext " +
    "--moduleResolution bundler --lib es2023,dom,dom.iterable";
  try {
    execFileSync(
      process.execPath,
      [
        join(root, "node_modules/typescript/bin/tsc"),
        ...options.split(" "),
        ...["--types", "", "--outDir", out, join(root, "www/engine.js")],
      ],
      { stdio: ["ignore", 2, "inherit"] },
    );
    return SOURCES.map((name) => readFileSync(join(out, `${name}.d.ts`), "utf8"));
  } finally {
    rmSync(out, { recursive: true });
  }
}

/** The words of a comment that declares a type, and the type's name. */
const TYPEDEF = /\/\*\*((?:(?!\*\/)[\s\S])*?)@typedef\b(?:(?!\*\/)[\s\S])*?\}\s+(\w+)\s*\*\/\n/g;
/** A statement at the left margin, with the comment before it. */
const STATEMENT =
  /(\/\*\*(?:(?!\*\/)[\s\S])*?\*\/\n)?export (?:declare )?(?:type|function|class) (\w+)(?:.*;|[\s\S]*?^\}(?:.*;)?)$/gm;

/**
 * The statements of a source by their names, with what is said about them.
 * @param {string} source @returns {[string, string][]}
 */
function statementsOf(source) {
  /** @type {Map<string, string>} */
  const docs = new Map();
  const code = source.replaceAll(TYPEDEF, (_, words, name) => {
    docs.set(name, words.replaceAll(/^[\s*]+|[\s*]+$/g, ""));
    return "";
  });
  return [...code.matchAll(STATEMENT)].map(([whole, , name]) => {
    const words = docs.get(name);
    return [name, words ? `/** ${words} */\n${whole}` : whole];
  });
}

/** With types called by their names, and without what a page does not call. @param {string} statement */
function plain(statement) {
  return statement
    .replaceAll(/import\("[^"]*"\)\./g, "")
    .replaceAll(/(?: *\/\*\*(?:(?!\*\/)[\s\S])*?\*\/\n)? +constructor\([\s\S]*?\);\n/g, (made) =>
      made.includes("code: string") ? made : "    private constructor();\n",
    );
}

function make() {
  /** @type {Map<string, string>} */
  const all = new Map();
  for (const [name, statement] of declared().flatMap(statementsOf)) {
    // A type that is only another's name: they are all in one file here.
    if (/= import\("[^"]*"\)\.\w+;$/.test(statement)) continue;
    if (all.has(name)) throw new Error(`two types are called ${name}`);
    all.set(name, plain(statement));
  }
  const held = new Set(EXPORTED);
  for (const name of held) {
    const code = all.get(name)?.replaceAll(/\/\*\*[\s\S]*?\*\//g, "") ?? "";
    for (const [word] of code.matchAll(/\b[A-Z]\w+\b/g)) if (all.has(word)) held.add(word);
  }
  return `${HEAD}\n${[...held].map((name) => all.get(name)).join("\n\n")}\n`;
}

const made = make();
if (!process.argv.includes("--check")) {
  writeFileSync(target, made);
} else if (readFileSync(target, "utf8") !== made) {
  console.error(
    "www/engine.d.ts is not engine.js's: make it with `node xtask/js/engine-types.js`.",
  );
  process.exitCode = 1;
}
