/** The training worker: holds data sets and runs, and gives each its turn. */

import { EngineError } from "./engine/error.js";
import { inWords } from "./engine/memory.js";
import { trainingCommand } from "./protocol.js";
import { Folders } from "./worker/folders.js";
import { Journal } from "./worker/keep/journal.js";
import { Keeping } from "./worker/keep/serve.js";
import { load } from "./worker/module.js";
import { Scheduler } from "./worker/scheduler.js";
import { guarded, guardedAsync, Moved, send, serve } from "./worker/serve.js";
import { refuseNoRoom, runOf, stateFileOf } from "./worker/state-file.js";
import { steadyClock } from "./worker/steady-clock.js";

/** @type {import("./worker/module.js").Module | undefined} */
let loaded;
/** @type {Map<string, import("./worker/module.js").DatasetHandle>} */
const datasets = new Map();
/** The data set of each run. @type {Map<string, string>} */
const dataOf = new Map();
/** What they were made of, for storage. @type {Map<string, import("./protocol.js").PreparedData>} */
const prepared = new Map();
const now = steadyClock(() => performance.now());
/** @param {import("./protocol.js").RunEvent} event */
function emit(event) {
  keeping.hear(event);
  send(event);
}
const scheduler = new Scheduler({ now, emit });
const folders = new Folders({ module, scheduler });
const keeping = new Keeping({
  module,
  scheduler,
  now,
  emit: (event) => send(event),
  wake,
  dataset,
  addData,
  prepared: (run) => prepared.get(dataOf.get(run) ?? ""),
  belongs: (run, data) => dataOf.set(run, data),
});

// A message to itself queues behind what the page has sent meanwhile, and unlike a timer it does not wait.
const pump = new MessageChannel();
let pumping = false;
pump.port1.onmessage = () => {
  pumping = guarded(() => scheduler.tick());
  if (keeping.due) {
    // Whoever asks meanwhile finds the pump going, and is looked after when it goes on.
    pumping = true;
    guardedAsync(() => keeping.work()).then(() => pump.port2.postMessage(null));
  } else if (pumping) pump.port2.postMessage(null);
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

/**
 * @param {import("./protocol.js").Config} config
 * @param {import("./protocol.js").Plan} plan
 */
function refuseLarge(config, { memory_bytes }) {
  const { bytes } = scheduler.budget;
  const smaller = module().size_that_fits(config, bytes);
  const remedy = smaller ? `choose the size ${smaller}` : "make d_model or n_layer smaller";
  const needs = `needs about ${inWords(memory_bytes)} of memory and ${inWords(bytes)} can be had here`;
  throw new EngineError("memory", `The run ${needs}; ${remedy}.`, { value: memory_bytes, remedy });
}

/** @param {string} id @param {import("./protocol.js").PreparedData} given */
function addData(id, given) {
  datasets.set(id, new (module().Dataset)(given));
  prepared.set(id, given);
  scheduler.budget.addData(idBytes(id));
}

/** What the ids of a data set take. @param {string} id */
function idBytes(id) {
  const { train_ids, val_ids } = prepared.get(id) ?? {};
  return (train_ids?.byteLength ?? 0) + (val_ids?.byteLength ?? 0);
}

/** @param {string} id */
function dataset(id) {
  const found = datasets.get(id);
  if (!found) throw new EngineError("unknown", `There is no data set "${id}" here.`, { value: id });
  return found;
}

/** Takes a run that was read, or frees it where it has no place. @param {string} id @param {import("./worker/module.js").RunHandle} run @param {number} seconds */
function restored(id, run, seconds) {
  try {
    return scheduler.restore(id, run, { state: "paused", seconds });
  } catch (error) {
    run.free();
    throw error;
  }
}

/** What writes under a name: a model from a folder, or a run. @param {string} name */
function writer(name) {
  return folders.find(name) ?? scheduler.run(name);
}

serve(trainingCommand, {
  async init(command) {
    ({ module: loaded } = await load(command));
    scheduler.budget.limit = command.limit;
  },
  start_pool: ({ threads }) => module().start_pool(threads),
  catalog: () => module().catalog(),
  resolve: ({ preset, size, set }) => module().resolve_config(preset, size, set),

  add_data: ({ data, prepared: given }) => addData(data, given),
  dispose_data({ data }) {
    dataset(data).free();
    datasets.delete(data);
    scheduler.budget.addData(-idBytes(data));
    prepared.delete(data);
  },

  async create_run({ run: id, data, config, keep, folder }) {
    const { Run, plan_run } = module();
    const titles = dataset(data);
    const model = folder === undefined ? null : folders.get(folder);
    const plan = model ? model.plan_on(config, titles) : plan_run(config, titles);
    if (!scheduler.budget.fitsAlone(plan)) refuseLarge(config, plan);
    const state = model
      ? folders.begin(id, plan, () => model.train_on(config, titles))
      : scheduler.enqueue(id, plan, () => new Run(config, titles));
    dataOf.set(id, data);
    if (keep) await keeping.keep({ run: id, config, keep });
    wake();
    return { config, plan, state };
  },
  fork_run({ run, from, set, onward = null }) {
    const forked = scheduler.fork(run, from, set, onward);
    dataOf.set(run, dataOf.get(from) ?? "");
    wake();
    return forked;
  },
  async dispose_run({ run }) {
    await keeping.letGo(run);
    scheduler.remove(run);
    dataOf.delete(run);
  },

  write_state: ({ run }) => stateFileOf(scheduler.run(run)),
  async read_state({ run: id, data, config, file, told, keep }) {
    const titles = dataset(data);
    refuseNoRoom(id, module().plan_run(config, titles), scheduler.budget);
    const run = await runOf(module(), file, titles);
    const journal = Journal.of(told);
    const { step, plan } = run;
    const state = restored(id, run, journal.seconds);
    dataOf.set(id, data);
    if (keep) await keeping.keep({ run: id, config, keep }, { journal, step, state });
    wake();
    return { plan, step, state };
  },

  keep_run: (wish) => keeping.describe(wish),
  annotate: (wish) => keeping.annotate(wish),
  list_kept: () => keeping.list(),
  restore_data: (wish) => keeping.restoreData(wish),
  async restore_run(wish) {
    const restored = await keeping.restoreRun(wish);
    wake();
    return restored;
  },
  forget: ({ keys }) => keeping.forget(keys),
  storage: () => keeping.storage(),

  set_order({ order }) {
    scheduler.setOrder(order);
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
  stop({ runs }) {
    scheduler.stop(runs);
    wake();
  },
  set_live({ live }) {
    scheduler.setLive(live);
    wake();
  },

  open_folder: (command) => folders.open(command),
  close_folder: ({ folder }) => folders.close(folder),

  generate({ id, run, options }) {
    const part = (/** @type {import("./protocol.js").GeneratePart} */ value) =>
      send({ type: "part", id, value });
    const model = folders.find(run);
    const written = model
      ? scheduler.writers.begin(id, model, options, part)
      : scheduler.generate(id, run, options, part);
    wake();
    return written;
  },
  cancel({ target }) {
    scheduler.cancel(target);
    folders.cancel(target);
  },
  next_tokens: ({ run, prompt, k }) => writer(run).next_tokens(prompt, k),
  surprise: ({ run, title }) => writer(run).surprise(title),
  attention({ run, title }) {
    const attention = writer(run).attention(title);
    return new Moved(attention, [attention.weights.buffer]);
  },
  nearest: ({ run, text }) => dataset(dataOf.get(run) ?? "").nearest(text) ?? null,
  folder_texts: ({ run, facts }) => scheduler.run(run).folder_texts(facts),
  weights({ run, half }) {
    const weights = scheduler.run(run).weights(half);
    return new Moved(weights, [weights.buffer]);
  },
});
