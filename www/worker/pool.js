/** A pool worker: one thread of the training worker's pool, in the memory that they share. */

import { EngineError } from "../engine/error.js";
import { poolCommand } from "../protocol.js";
import { load } from "./module.js";
import { serve } from "./serve.js";

/** @type {import("./module.js").Module | undefined} */
let loaded;

serve(poolCommand, {
  async init(command) {
    ({ module: loaded } = await load(command));
  },

  run_thread() {
    if (!loaded)
      throw new EngineError("state", "The pool worker has no module yet; send init first.");
    // It comes back only by a trap, which `serve` tells.
    loaded.run_pool_thread();
  },
});
