/** The training worker: holds data sets and runs, and gives each its turn. */

import { EngineError } from "./engine/error.js";
import { trainingCommand } from "./protocol.js";
import { load } from "./worker/module.js";
import { Scheduler } from "./worker/scheduler.js";
import { guarded, Moved, send, serve } from "./worker/serve.js";

/** @type {import("./worker/module.js").Module | undefined} */
let loaded;
/** @type {Map<string, import("./worker/module.js").DatasetHandle>} */
const datasets = new Map();
const scheduler = new Scheduler({ now: () => performance.now(), emit: (event) => send(event) });

// A message to itself queues behind what the page has sent meanwhile, and unlike a timer it does not wait.
const pump = new MessageChannel();
let pumping = false;
pump.port1.onmessage = () => {
  pumping = guarded(() => scheduler.tick());
  if (pumping) pump.port2.postMessage(null);
};

/** Has the scheduler look for work. */
function wake() {
  if (pumping) return;
  pumping = true;
  pump.port2.postMessage(null);
}

function module() {
  if (!loaded)
    throw new EngineError("state", "The training worker has no module yet; send init first.");
  return loaded;
}

/** @param {string} id */
function dataset(id) {
  const found = datasets.get(id);
  if (!found) throw new EngineError("unknown", `There is no data set "${id}" here.`, { value: id });
  return found;
}

serve(trainingCommand, {
  async init(command) {
    ({ module: loaded } = await load(command));
  },
  catalog: () => module().catalog(),
  resolve: ({ preset, size, set }) => module().resolve_config(preset, size, set),

  add_data({ data, prepared }) {
    datasets.set(data, new (module().Dataset)(prepared));
  },
  dispose_data({ data }) {
    dataset(data).free();
    datasets.delete(data);
  },

  create_run({ run: id, data, config }) {
    const run = new (module().Run)(config, dataset(data));
    scheduler.add(id, run);
    wake();
    return { config, plan: run.plan };
  },
  dispose_run({ run }) {
    scheduler.remove(run);
  },

  start({ runs }) {
    scheduler.start(runs);
    wake();
  },
  step({ runs }) {
    scheduler.step(runs);
    wake();
  },
  pause() {
    scheduler.pause();
    wake();
  },
  stop() {
    scheduler.stop();
    wake();
  },
  set_live({ live }) {
    scheduler.setLive(live);
    wake();
  },

  generate({ id, run, options }) {
    const written = scheduler.generate(id, run, options, (value) =>
      send({ type: "part", id, value }),
    );
    wake();
    return written;
  },
  cancel({ target }) {
    scheduler.cancel(target);
  },
  next_tokens: ({ run, prompt, k }) => scheduler.run(run).next_tokens(prompt, k),
  surprise: ({ run, title }) => scheduler.run(run).surprise(title),
  weights({ run }) {
    const weights = scheduler.run(run).weights();
    return new Moved(weights, [weights.buffer]);
  },
});
