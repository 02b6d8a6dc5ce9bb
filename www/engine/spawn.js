import { Channel } from "./channel.js";
import { EngineError } from "./error.js";

/**
 * Starts a worker.
 * @param {string} script its place beside engine.js
 * @param {ConstructorParameters<typeof Channel>[1]} check the protocol's check of what it understands
 * @param {ConstructorParameters<typeof Channel>[2]} handlers
 */
export function spawn(script, check, handlers) {
  const url = new URL(`../${script}`, import.meta.url);
  try {
    return new Channel(new Worker(url, { type: "module", name: script }), check, handlers);
  } catch (error) {
    throw new EngineError(
      "worker",
      `The worker ${script} could not be started (${String(error)}); reload the page, or try another browser.`,
    );
  }
}
