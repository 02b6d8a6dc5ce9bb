import { toWire } from "../engine/error.js";
import { ProtocolError, workerEvent } from "../protocol.js";
import { autopsy, isTrap } from "./trap.js";

/** @typedef {import("../protocol.js").Command} Command */
/** @typedef {import("../protocol.js").WorkerEvent} WorkerEvent */

/** An answer whose buffers move to the page instead of being copied. */
export class Moved {
  /**
   * @param {unknown} value
   * @param {Transferable[]} transfer
   */
  constructor(value, transfer) {
    this.value = value;
    this.transfer = transfer;
  }
}

/**
 * The two parts of a worker's global scope that are used, as TypeScript's page types have no worker.
 * @typedef {{
 *   postMessage(message: unknown, transfer: Transferable[]): void, onmessage: ((event: MessageEvent) => void) | null,
 * }} WorkerScope
 */
const scope = /** @type {WorkerScope} */ (/** @type {unknown} */ (globalThis));

/**
 * The only sender of a worker.
 * @param {WorkerEvent} event
 * @param {Transferable[]} [transfer]
 */
export function send(event, transfer = []) {
  scope.postMessage(workerEvent(event), transfer);
}

/**
 * Runs `work`; a trap in it is told to the page, which then ends this worker.
 * @template T
 * @param {() => T} work
 * @returns {T}
 */
export function guarded(work) {
  try {
    return work();
  } catch (error) {
    if (isTrap(error)) send({ type: "fault", ...autopsy(error) });
    throw error;
  }
}

/** The same for work that waits in between. @param {() => Promise<void>} work */
export async function guardedAsync(work) {
  try {
    await work();
  } catch (error) {
    if (isTrap(error)) send({ type: "fault", ...autopsy(error) });
    throw error;
  }
}

/**
 * Answers commands: each gets one reply, with the handler's value or its error.
 * @template {Command} C
 * @param {(message: unknown) => C} check
 * @param {{ [T in C["type"]]: (command: Extract<C, { type: T }>) => unknown }} handlers one for each declared command
 */
export function serve(check, handlers) {
  scope.onmessage = async ({ data }) => {
    try {
      const command = check(data);
      const handler = /** @type {(command: C) => unknown} */ (
        handlers[/** @type {C["type"]} */ (command.type)]
      );
      const answer = await handler(command);
      if (answer instanceof Moved)
        send({ type: "reply", id: command.id, value: answer.value }, answer.transfer);
      else send({ type: "reply", id: command.id, value: answer });
    } catch (error) {
      if (isTrap(error)) {
        send({ type: "fault", ...autopsy(error) });
      } else if (error instanceof ProtocolError && typeof data?.id !== "number") {
        send({ type: "fault", code: "protocol", message: error.message });
      } else {
        send({ type: "reply", id: data.id, error: toWire(error) });
      }
    }
  };
}
