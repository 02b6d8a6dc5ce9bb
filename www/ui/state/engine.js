/** The one engine of the page, loaded once; after a fault it starts another worker by itself. */
import { signal } from "@preact/signals";
import { text } from "../text.js";
import { measureMachine, settleLessonSize } from "./machine.js";
import { report } from "./problems.js";

/** @typedef {Awaited<ReturnType<typeof import("../../engine.js").createEngine>>} Engine */
/** @typedef {import("../types.js").Catalog} Catalog */

/** Null until it is loaded, or where it cannot be. @type {import("@preact/signals").Signal<Engine | null>} */
export const engine = signal(null);

/** What it runs on. @type {import("@preact/signals").Signal<Engine["info"] | null>} */
export const engineInfo = signal(null);

/** What can be chosen: presets, sizes, fields. @type {import("@preact/signals").Signal<Catalog | null>} */
export const catalog = signal(null);

/** @type {((loaded: Engine) => void)[]} */
const listeners = [];

/** Calls `fn` with every engine that is loaded, to subscribe to its events. @param {(loaded: Engine) => void} fn */
export function onEngine(fn) {
  listeners.push(fn);
}

/** @type {Promise<Engine> | null} */
let loading = null;

/**
 * The module and the threads that the address asks for; a number that is none is refused by the engine, in words.
 * @param {URLSearchParams} query
 */
export function askedOf(query) {
  const threads = query.get("threads") ?? "auto";
  return {
    module: query.get("module") ?? "auto",
    threads: threads === "auto" ? /** @type {const} */ ("auto") : Number(threads),
  };
}

/** The catalog with presets and sizes called as the page calls them. @param {Catalog} found @returns {Catalog} */
function inWords(found) {
  const { presets, sizes } = found;
  return {
    ...found,
    presets: presets.map((one) => ({ ...one, label: text.presets[one.name] ?? one.label })),
    sizes: sizes.map((one) => ({ ...one, label: text.sizes[one.name] ?? one.label })),
  };
}

/** The engine, loaded at the first call. A failure is reported and thrown; the next call tries again. */
export function loadEngine() {
  loading ??= (async () => {
    /** @type {Engine | null} */
    let loaded = null;
    try {
      // The button is up before the engine is here.
      const { createEngine } = await import("../../engine.js");
      loaded = await createEngine(askedOf(new URLSearchParams(location.search)));
      loaded.on("info", (event) => {
        engineInfo.value = event.info;
      });
      await measureMachine(loaded);
      catalog.value = inWords(/** @type {Catalog} */ (await loaded.catalog()));
      await settleLessonSize(loaded);
      for (const listen of listeners) listen(loaded);
      engine.value = loaded;
      engineInfo.value = loaded.info;
      return loaded;
    } catch (error) {
      loading = null;
      // The next try makes another one, with workers of its own.
      loaded?.dispose();
      report("load", error);
      throw error;
    }
  })();
  return loading;
}
