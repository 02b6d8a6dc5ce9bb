/** Models from Hugging Face folders, as the training worker holds them. */

import { EngineError } from "../engine/error.js";
import { inWords } from "../engine/memory.js";
import { noRoomBeside } from "./entries.js";

/** @typedef {import("./module.js").Module} Module */
/** @typedef {import("./module.js").FolderHandle} FolderHandle */
/** @typedef {import("../protocol.js").OpenFolderCommand} OpenFolderCommand */

/** A larger file is not read: the module's memory has 4 GiB at most, and a model needs more than its file. */
const MOST_BYTES = 2e9;
/** As much of a safetensors file as is looked at for the kinds of its numbers. */
const HEADER_BYTES = 2 ** 20;

export class Folders {
  /** @type {Map<string, FolderHandle>} */
  #open = new Map();
  /** The folder that each request opened. @type {Map<number, string>} */
  #asked = new Map();
  #module;
  #scheduler;

  /** @param {{ module: () => Module, scheduler: import("./scheduler.js").Scheduler }} around */
  constructor({ module, scheduler }) {
    this.#module = module;
    this.#scheduler = scheduler;
  }

  /** The model of a name; none where the name is a run's. @param {string} folder */
  find(folder) {
    return this.#open.get(folder);
  }

  /** @param {string} folder */
  get(folder) {
    const found = this.#open.get(folder);
    if (found) return found;
    throw new EngineError("unknown", `There is no model "${folder}" here.`, { value: folder });
  }

  /** @param {OpenFolderCommand} command */
  async open({ id, folder, config, tokenizer, headline, weights }) {
    this.#asked.set(id, folder);
    await this.#refuseLarge(weights);
    const bytes = await bytesOf(weights);
    if (!this.#asked.has(id)) throw new EngineError("cancelled", "The model was cancelled.");
    const model = new (this.#module().FolderModel)(config, tokenizer, headline, bytes);
    this.#open.set(folder, model);
    const { facts } = model;
    this.#scheduler.budget.addData(held(facts));
    return { ...facts, tokenizer_json: model.tokenizer_json() };
  }

  /**
   * Begins a run with a model's weights. It can't wait for memory: by then the model may be closed.
   * @param {string} run @param {import("../protocol.js").Plan} plan @param {() => import("./module.js").RunHandle} make
   * @returns {import("../protocol.js").RunState}
   */
  begin(run, plan, make) {
    const { budget } = this.#scheduler;
    if (!budget.fits(plan)) throw noRoomBeside(run, plan.memory_bytes);
    this.#scheduler.add(run, make());
    budget.take(run, plan);
    return "ready";
  }

  /** Nobody waits for what a request was to open. @param {number} id */
  cancel(id) {
    const folder = this.#asked.get(id);
    this.#asked.delete(id);
    if (folder !== undefined && this.#open.has(folder)) this.close(folder);
  }

  /** @param {string} folder */
  close(folder) {
    const model = this.get(folder);
    const reason = "The model was closed while it wrote a headline.";
    this.#scheduler.writers.end(model, new EngineError("state", reason));
    this.#open.delete(folder);
    this.#scheduler.budget.addData(-held(model.facts));
    model.free();
  }

  /** @param {Blob} weights */
  async #refuseLarge(weights) {
    if (weights.size > MOST_BYTES) {
      const gigabytes = (weights.size / 1e9).toFixed(1);
      throw new EngineError(
        "folder",
        `model.safetensors has ${gigabytes} GB, more than the 2 that can be read here; use a smaller model.`,
        { field: "size", value: weights.size },
      );
    }
    const header = await weights.slice(0, HEADER_BYTES).text();
    // Half precision is read as full; the file itself stands beside the model while that is made.
    const needs = weights.size * (/"B?F16"/.test(header) ? 3 : 2);
    const { budget } = this.#scheduler;
    if (budget.hasRoom(needs)) return;
    const remedy = "delete runs that you no longer need, or use a smaller model";
    throw new EngineError(
      "memory",
      `The model needs about ${inWords(needs)} of memory, which is not left here; ${remedy}.`,
      { value: needs, remedy },
    );
  }
}

/** @param {{ params: number }} facts in bytes */
const held = ({ params }) => 4 * params;

/** @param {Blob} weights */
async function bytesOf(weights) {
  try {
    return new Uint8Array(await weights.arrayBuffer());
  } catch (error) {
    // A browser says so where it has no room for an array, or where the file has changed or gone since it was chosen.
    const why = error instanceof Error ? error.message : String(error);
    throw new EngineError("folder", `model.safetensors can't be read (${why}); choose it again.`);
  }
}
