import { EngineError } from "./error.js";

/**
 * A build of the same sources for what a browser can do.
 * @typedef {{ name: string, js: string, wasm: string, needs: readonly Feature[] }} ModuleEntry
 */
/** What a module asks of the browser. @typedef {"simd" | "relaxed" | "threads"} Feature */

/**
 * The modules, best first: the first whose needs are met is taken. Threads come before relaxed SIMD: two of them give
 * more than the fused multiply-add.
 * @type {readonly ModuleEntry[]}
 */
export const MODULES = [
  entry("threads-relaxed", ["simd", "threads", "relaxed"]),
  entry("threads-plain", ["simd", "threads"]),
  entry("relaxed", ["simd", "relaxed"]),
  entry("plain", ["simd"]),
];

/**
 * @param {string} name
 * @param {Feature[]} needs
 * @returns {ModuleEntry}
 */
function entry(name, needs) {
  const folder = `pkg/${name}/headline_lab`;
  return { name, js: `${folder}.js`, wasm: `${folder}_bg.wasm`, needs };
}

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
  // (module (memory 1 1 shared)
  //   (func (drop (i32.atomic.load (i32.const 0)))))
  threads: {
    bytes: new Uint8Array([
      0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 4, 1, 3, 1, 1, 10, 11, 1, 9, 0,
      65, 0, 254, 16, 2, 0, 26, 11,
    ]),
    lacking: "this browser has no WebAssembly threads",
  },
};

/**
 * Why this browser can't do something, in words for the middle of a sentence; empty where it can.
 * @param {Feature} feature
 */
export function lacks(feature) {
  // Such a memory crosses to a worker only between pages that are isolated from every other one.
  if (feature === "threads" && globalThis.crossOriginIsolated !== true) {
    return "the page is not cross-origin isolated, which threads need";
  }
  // WebKitGTK compiles such a module and makes its memory, which then can't be sent to a worker.
  if (feature === "threads" && typeof SharedArrayBuffer === "undefined") {
    return "this browser has no memory that workers share";
  }
  return WebAssembly.validate(PROBES[feature].bytes) ? "" : PROBES[feature].lacking;
}

/** Whether a module is built for threads. @param {ModuleEntry} module */
export function hasThreads(module) {
  return module.needs.includes("threads");
}

/**
 * The modules that may run, best first: all of them, or the one that was asked for.
 * @param {string} asked a module's name, or "auto"
 */
export function candidates(asked) {
  if (typeof WebAssembly === "undefined") {
    throw new EngineError(
      "load",
      "This browser has no WebAssembly, which the training needs; please use another one.",
    );
  }
  const found = MODULES.filter(({ name }) => asked === "auto" || asked === name);
  if (found.length > 0) return found;
  const names = ["auto", ...MODULES.map(({ name }) => name)].join(", ");
  throw new EngineError("config", `There is no module "${asked}"; choose one of ${names}.`, {
    field: "module",
    value: asked,
  });
}
