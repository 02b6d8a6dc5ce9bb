/** @typedef {import("../protocol.js").WireError} WireError */

/**
 * Why something did not work. Act on `code`, show `message`: one sentence that names the thing, its value and the remedy.
 * Headlines that are not read have a `reason` too, with the `values` that the sentence is made of, to say it in another language.
 *
 * Codes of the module: "config", "data", "tokenizer", "weights", "folder", "generate", "memory", "internal". Codes of the engine:
 * "cancelled" (an AbortSignal), "state" (not possible now), "unknown" (no such run or data), "worker" (the worker died), "thread" (one of its threads did),
 * "load" (the module or a file did not load), "version" (engine, worker and module are not of one), "protocol" (a message that is not declared), "disposed".
 */
export class EngineError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {Partial<Omit<WireError, "code" | "message">>} [details]
   */
  constructor(code, message, details = {}) {
    super(message);
    this.name = "EngineError";
    this.code = code;
    this.field = details.field;
    this.value = details.value;
    this.remedy = details.remedy;
    this.reason = details.reason;
    this.values = details.values;
  }

  /** @param {WireError} wire */
  static fromWire(wire) {
    return new EngineError(wire.code, wire.message, wire);
  }
}

/**
 * Any thrown thing as it crosses from a worker. What has no code of its own is "internal".
 * @param {unknown} thrown
 * @returns {WireError}
 */
export function toWire(thrown) {
  if (!(thrown instanceof Error)) return { code: "internal", message: String(thrown) };
  const { code, field, value, remedy, reason, values } = /** @type {Error & Partial<WireError>} */ (
    thrown
  );
  /** @type {WireError} */
  const wire = { code: typeof code === "string" ? code : "internal", message: thrown.message };
  if (typeof field === "string") wire.field = field;
  if (value !== undefined) wire.value = isPlain(value) ? value : String(value);
  if (typeof remedy === "string") wire.remedy = remedy;
  if (typeof reason === "string") Object.assign(wire, { reason, values });
  return wire;
}

/** @param {unknown} value */
function isPlain(value) {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

/** The error of work that an AbortSignal ended. @param {string} what */
export function cancelled(what) {
  return new EngineError("cancelled", `${what} was cancelled.`);
}

/** The error of what is asked of an engine that is no more. */
export function disposed() {
  return new EngineError("disposed", "The engine was disposed of; create another one.");
}

/**
 * What is asked of something that is not there.
 * @param {string} thing
 * @param {string} id
 */
export function unknown(thing, id) {
  return new EngineError(
    "unknown",
    `There is no ${thing} "${id}"; it was never made or was disposed of.`,
    {
      value: id,
    },
  );
}
