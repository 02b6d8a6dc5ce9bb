import { EngineError } from "./error.js";

/**
 * A build of the same sources for what a browser can do.
 * @typedef {{ name: string, js: string, wasm: string, needs: readonly Feature[] }} ModuleEntry
 */
/** What a module asks of the browser. @typedef {"simd" | "relaxed"} Feature */

/** The modules, best first: the first whose needs are met is taken. @type {readonly ModuleEntry[]} */
export const MODULES = [
  {
    name: "relaxed",
    js: "pkg/relaxed/headline_lab.js",
    wasm: "pkg/relaxed/headline_lab_bg.wasm",
    needs: ["simd", "relaxed"],
  },
  {
    name: "plain",
    js: "pkg/plain/headline_lab.js",
    wasm: "pkg/plain/headline_lab_bg.wasm",
    needs: ["simd"],
  },
];

/**
 * A feature's probe: a few bytes of wasm that only an engine with the feature accepts, and the sentence without it.
 * @type {Record<Feature, { bytes: Uint8Array<ArrayBuffer>, lacking: string }>}
 */
const PROBES = {
  // (module (func (drop (i8x16.splat (i32.const 0)))))
  simd: {
    bytes: new Uint8Array([
      0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 65, 0, 253, 15,
      26, 11,
    ]),
    lacking: "this browser has no WebAssembly SIMD",
  },
  // (module (func (local v128)
  //   (drop (f32x4.relaxed_madd (local.get 0) (local.get 0) (local.get 0)))))
  relaxed: {
    bytes: new Uint8Array([
      0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 16, 1, 14, 1, 1, 123, 32, 0,
      32, 0, 32, 0, 253, 133, 2, 26, 11,
    ]),
    lacking: "this browser has no relaxed SIMD, whose fused multiply-add is faster",
  },
};

/** @param {Feature} feature */
function has(feature) {
  return WebAssembly.validate(PROBES[feature].bytes);
}

/**
 * Picks the module: the asked one, or the first that this browser can run.
 * @param {string} asked a module's name, or "auto"
 * @returns {{ entry: ModuleEntry, why: string }} `why` says why not a better one, empty where this is the best.
 */
export function chooseModule(asked) {
  if (typeof WebAssembly === "undefined") {
    throw new EngineError(
      "load",
      "This browser has no WebAssembly, which the training needs; please use another one.",
    );
  }
  const reasons = [];
  for (const entry of MODULES) {
    if (asked !== "auto" && asked !== entry.name) continue;
    const missing = entry.needs.filter((feature) => !has(feature));
    if (missing.length === 0) return { entry, why: reasons.join("; ") };
    reasons.push(...missing.map((feature) => `not ${entry.name}: ${PROBES[feature].lacking}`));
  }
  if (reasons.length === 0) {
    const names = ["auto", ...MODULES.map((entry) => entry.name)].join(", ");
    throw new EngineError("config", `There is no module "${asked}"; choose one of ${names}.`, {
      field: "module",
      value: asked,
    });
  }
  throw new EngineError(
    "load",
    `No module runs here (${reasons.join("; ")}); please update the browser.`,
  );
}

/**
 * Fetches and compiles a module once; workers instantiate what comes back.
 * @param {URL} url
 * @returns {Promise<WebAssembly.Module>}
 */
export async function compileModule(url) {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(url);
  } catch {
    throw new EngineError(
      "load",
      `The module ${url.pathname} could not be fetched; check the connection and reload.`,
    );
  }
  if (!response.ok) {
    throw new EngineError(
      "load",
      `The module ${url.pathname} could not be fetched (HTTP ${response.status}); build it with "cargo xtask build".`,
    );
  }
  // Streaming compiles while it loads and is cached, but needs a media type that not every static host sends.
  const streams = response.headers.get("Content-Type")?.startsWith("application/wasm");
  try {
    if (streams) return await WebAssembly.compileStreaming(response);
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (error) {
    throw new EngineError(
      "load",
      `The module ${url.pathname} does not compile here: ${String(error)}.`,
    );
  }
}
