/** The probe's worker: times a small training, and ends with the probe. */

import { EngineError } from "./engine/error.js";
import { probeCommand } from "./protocol.js";
import { load } from "./worker/module.js";
import { serve } from "./worker/serve.js";

/** Few rows for each thread, so that even a slow machine makes several updates in a tenth of a second. */
const ROWS = 2;
/** The first update compiles, and tells nothing. */
const LEAST_UPDATES = 2;

/** @type {import("./worker/module.js").Module | undefined} */
let loaded;
/** @type {{ bench: import("./worker/module.js").BenchHandle, flop_per_token: number } | undefined} */
let model;
let rows = ROWS;

serve(probeCommand, {
  async init(command) {
    ({ module: loaded } = await load(command));
  },

  start_pool({ threads }) {
    loaded?.start_pool(threads);
    rows = ROWS * threads;
  },

  /**
   * Makes updates for about `ms` milliseconds, and tells the speed of the fastest: other work only ever makes one
   * slower, and the first are made by code that is not compiled well yet.
   * @returns {import("./engine/probe.js").Speed}
   */
  probe({ ms }) {
    const start = performance.now();
    model ??= make();
    const { bench, flop_per_token } = model;
    let best = Infinity;
    let updates = 0;
    for (let last = 0; updates < LEAST_UPDATES || performance.now() - start + last < ms; ) {
      const from = performance.now();
      const { tokens } = bench.advance();
      last = performance.now() - from;
      best = Math.min(best, last / tokens);
      updates += 1;
    }
    return { flop_per_second: (1000 * flop_per_token) / best, updates };
  },
});

function make() {
  if (!loaded)
    throw new EngineError("state", "The probe's worker has no module yet; send init first.");
  const { config } = loaded.resolve_config("champion", "tiny", { batch_size: rows });
  const bench = new loaded.Bench(config, { mode: "train", streams: 1, profile: false });
  const { n_layer, d_model, block_size } = config;
  return { bench, flop_per_token: 6 * bench.params + 12 * n_layer * d_model * block_size };
}
