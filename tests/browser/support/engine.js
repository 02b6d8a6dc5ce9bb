/** The engine in a page of its own. */

import { useLab } from "./lab.js";
import { madeUpTitles } from "./titles.js";

const text = madeUpTitles(1500).join("\n");

/**
 * A page with nothing in it but `lab`: makes engines with the events that they told so far, and small data.
 * @typedef {Parameters<ReturnType<typeof useLab>["open"]>} Opened
 */

/** One server and one browser for a file of tests of the engine. */
export function useEngine() {
  const { open } = useLab();
  return {
    /** @param {Opened[0]} t @param {Opened[2]} [options] @param {string} [path] */
    async engineOn(t, options, path = "blank.html") {
      const page = await open(t, path, options);
      await prepare(page);
      return page;
    },
  };
}

/** @param {import("playwright-core").Page} page */
async function prepare(page) {
  await page.evaluate(async (titles) => {
    const { createEngine } = await import(/** @type {any} */ ("/engine.js"));
    const make = async (/** @type {any} */ options) => {
      const engine = await createEngine(options);
      /** @type {any[]} */
      const events = [];
      for (const type of [
        "state",
        "step",
        "eval",
        "evalProgress",
        "glance",
        "live",
        "fault",
        "info",
      ]) {
        engine.on(type, (/** @type {any} */ event) =>
          events.push({ ...event, at: performance.now() }),
        );
      }
      const until = async (/** @type {(event: any) => boolean} */ wanted) => {
        for (let from = 0; ; await new Promise((resolve) => setTimeout(resolve, 2))) {
          for (; from < events.length; from += 1) if (wanted(events[from])) return events[from];
        }
      };
      return { engine, events, until };
    };
    const small = { vocab_size: 512, titles: 1500, steps: 12, evals_per_epoch: 4 };
    const prepare = (
      /** @type {any} */ engine,
      /** @type {any} */ config,
      /** @type {any} */ more = {},
    ) =>
      engine.prepare({ source: { kind: "text", text: titles, name: "made up" }, config, ...more });
    const code = async (/** @type {() => Promise<unknown>} */ work) => {
      try {
        await work();
        return "nothing was refused";
      } catch (error) {
        const { name, code, message, field } = /** @type {any} */ (error);
        return { name, code, message, field };
      }
    };
    Object.assign(window, {
      lab: { make, small, prepare, code, wait: (ms) => new Promise((r) => setTimeout(r, ms)) },
    });
  }, text);
}
