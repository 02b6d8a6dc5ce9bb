import { VERSION, workerEvent } from "../protocol.js";
import { cancelled, EngineError } from "./error.js";

/** @typedef {import("../protocol.js").Command} Command */
/** @typedef {import("../protocol.js").RunEvent} RunEvent */
/** @template C @typedef {C extends Command ? Omit<C, "id"> : never} WithoutId */
/** @typedef {WithoutId<Command>} Request */
/**
 * What a worker is started with: a compiled module and its JavaScript, the memory where threads share one, and how many
 * bytes may come to be used.
 * @typedef {{ module: WebAssembly.Module, js: URL, memory?: WebAssembly.Memory, limit?: number }} Start
 */
/** @typedef {{ onEvent?: (event: RunEvent) => void, onFault: (code: string, message: string, bytes?: number) => void }} Handlers */
/** What follows where a worker's script is refused before it has said a word: another worker, or why there is none. @typedef {() => Worker | EngineError} Refused */
/**
 * @typedef {{ resolve: (value: any) => void, reject: (error: EngineError) => void, part?: (value: any) => void }} Pending
 */

let serial = 0;

/**
 * One worker as its page sees it: requests that are answered, events, and its death told exactly once.
 */
export class Channel {
  /** @type {Map<number, Pending>} */
  #pending = new Map();
  /** @type {Worker} */
  #worker;
  #dead = false;
  #ids = 0;
  #lockWatch = new AbortController();
  /** @type {Handlers} */
  #handlers;
  /** @type {(message: unknown) => unknown} */
  #checkCommand;
  /** Until the worker's first word. @type {Refused | undefined} */
  #refused;
  /** Why it never said one. @type {EngineError | undefined} */
  #unstarted;
  /** What it was sent until then, which another worker gets again. @type {unknown[]} */
  #unheard = [];

  /**
   * @param {Worker} worker
   * @param {(message: unknown) => unknown} checkCommand the protocol's check of what this worker understands
   * @param {Handlers} handlers
   * @param {Refused} [refused]
   */
  constructor(worker, checkCommand, handlers, refused) {
    this.#worker = worker;
    this.#checkCommand = checkCommand;
    this.#handlers = handlers;
    this.#refused = refused;
    this.#listen();
  }

  #listen() {
    const worker = this.#worker;
    worker.onmessage = ({ data }) => this.#receive(data);
    worker.onmessageerror = () =>
      this.#fail("worker", "A message of the worker could not be read.");
    worker.onerror = (event) => {
      // Told as a fault; unhandled it would be an error of the page as well.
      event.preventDefault();
      const message = "message" in event && event.message ? String(event.message) : "";
      if (this.#dead || (!message && this.#replaced())) return;
      const why = message || "its script did not load";
      this.#fail("worker", `The worker stopped with an error (${why}).`);
    };
  }

  /** Whether something follows a worker whose script was refused. */
  #replaced() {
    const next = this.#refused?.();
    this.#refused = undefined;
    if (!next) return false;
    if (next instanceof EngineError) {
      this.#unstarted = next;
      this.#fail(next.code, next.message);
      return true;
    }
    this.#worker = next;
    this.#listen();
    for (const message of this.#unheard) this.#worker.postMessage(message);
    this.#unheard = [];
    return true;
  }

  get dead() {
    return this.#dead;
  }

  /**
   * Gives the worker its module. A worker that ends without a word is noticed by the lock that it holds.
   * @param {Start} start
   */
  async init({ module, js, memory, limit = 0 }) {
    // Absent outside secure contexts; a worker's errors are still seen there.
    const locks = navigator.locks;
    const lock = locks ? `headline-lab-${Date.now()}-${Math.random()}-${serial++}` : "";
    await this.request({
      type: "init",
      version: VERSION,
      ...{ module, url: js.href, memory, limit, lock },
    });
    if (!locks) return;
    locks
      .request(lock, { signal: this.#lockWatch.signal }, () => {
        this.#fail("worker", "The worker ended without a word.");
      })
      .catch(() => {
        // The channel was closed and the watch with it.
      });
  }

  /**
   * Sends a command and gives its answer.
   * @param {Request} request
   * @param {{ transfer?: Transferable[], signal?: AbortSignal, part?: (value: any) => void }} [options] an aborted
   *   signal rejects at once and tells the worker to drop the work.
   * @returns {Promise<any>}
   */
  request(request, { transfer = [], signal, part } = {}) {
    if (signal?.aborted) return Promise.reject(cancelled(`"${request.type}"`));
    if (this.#dead)
      return Promise.reject(
        this.#unstarted ??
          new EngineError("worker", "The worker is gone; the next command starts one."),
      );
    this.#ids += 1;
    const id = this.#ids;
    const message = { ...request, id };
    try {
      this.#checkCommand(message);
    } catch (error) {
      return Promise.reject(
        new EngineError("protocol", String(/** @type {Error} */ (error).message)),
      );
    }
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#pending.delete(id);
        if (!this.#dead && request.type !== "prepare")
          this.request({ type: "cancel", target: id }).catch(() => {});
        reject(cancelled(`"${request.type}"`));
      };
      const settled = () => signal?.removeEventListener("abort", abort);
      signal?.addEventListener("abort", abort, { once: true });
      this.#pending.set(id, {
        resolve: (value) => {
          settled();
          resolve(value);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
        part,
      });
      if (this.#refused && transfer.length === 0) this.#unheard.push(message);
      this.#worker.postMessage(message, transfer);
    });
  }

  /** Ends the worker and rejects what is still asked of it. @param {EngineError} reason */
  close(reason) {
    if (this.#dead) return;
    this.#dead = true;
    this.#worker.terminate();
    this.#lockWatch.abort();
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of waiting) reject(reason);
  }

  /**
   * @param {string} code
   * @param {string} message
   * @param {number} [bytes] of its memory
   */
  #fail(code, message, bytes) {
    if (this.#dead) return;
    this.close(new EngineError(code, message));
    this.#handlers.onFault(code, message, bytes);
  }

  /** @param {unknown} data */
  #receive(data) {
    if (this.#dead) return;
    this.#refused = undefined;
    this.#unheard = [];
    /** @type {import("../protocol.js").WorkerEvent} */
    let event;
    try {
      event = workerEvent(data);
    } catch (error) {
      this.#fail("protocol", /** @type {Error} */ (error).message);
      return;
    }
    switch (event.type) {
      case "reply": {
        // A reply to what was cancelled meets nobody.
        const pending = this.#pending.get(event.id);
        this.#pending.delete(event.id);
        if (event.error) pending?.reject(EngineError.fromWire(event.error));
        else pending?.resolve(event.value);
        return;
      }
      case "part":
        this.#pending.get(event.id)?.part?.(event.value);
        return;
      case "fault":
        this.#fail(event.code, event.message, event.bytes);
        return;
      default:
        this.#handlers.onEvent?.(event);
    }
  }
}
