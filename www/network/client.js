/** The page's side of the frame: makes it for a question, and takes it away with it. */

import { askOf, HELLO, toldOf } from "./protocol.js";
import { NetworkRefusal } from "./refusal.js";

/** @typedef {import("./sources.js").Portion} Portion */
/**
 * @typedef {object} Question
 * @property {import("./protocol.js").Query} query
 * @property {string[]} known titles that are here already
 * @property {unknown} [resume] the last portion's, to go on after it
 * @property {AbortSignal} signal
 * @property {(portion: Portion) => void} portion
 * @property {(pause: { seconds: number, code: import("./refusal.js").RefusalCode }) => void} waiting
 */

/** The frame is of this page: it is there within moments, or not at all. */
const PATIENCE_MS = 15_000;

/** A frame out of sight that has loaded. @param {HTMLIFrameElement} frame @returns {Promise<Window>} */
function loaded(frame) {
  frame.hidden = true;
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin");
  frame.src = new URL("network/frame.html", document.baseURI).href;
  return new Promise((resolve, reject) => {
    frame.onload = () =>
      frame.contentWindow ? resolve(frame.contentWindow) : reject(new NetworkRefusal("no-frame"));
    document.body.append(frame);
  });
}

/**
 * Asks another host; nothing of it is loaded before. Ends when the titles have come, rejects with a NetworkRefusal or with
 * the signal's reason.
 * @param {Question} question
 */
export async function askNetwork({ signal, ...question }) {
  signal.throwIfAborted();
  const frame = document.createElement("iframe");
  const { port1, port2 } = new MessageChannel();
  const over = new AbortController();
  try {
    await new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { signal: over.signal });
      const end = (/** @type {unknown} */ error) => (error ? reject(error) : resolve(undefined));
      const late = setTimeout(() => reject(new NetworkRefusal("no-frame")), PATIENCE_MS);
      over.signal.addEventListener("abort", () => clearTimeout(late));
      port1.onmessage = ({ data }) => {
        clearTimeout(late);
        try {
          hear(toldOf(data), question, port1, end);
        } catch (error) {
          reject(error);
        }
      };
      loaded(frame).then((inside) => inside.postMessage(HELLO, location.origin, [port2]), reject);
    });
  } finally {
    over.abort();
    port1.close();
    // Whatever is still under way ends with it.
    frame.remove();
  }
}

/**
 * @param {import("./protocol.js").Told} told @param {Omit<Question, "signal">} question @param {MessagePort} port
 * @param {(error?: unknown) => void} end
 */
function hear(told, { query, known, resume, portion, waiting }, port, end) {
  switch (told.type) {
    case "ready":
      return port.postMessage(askOf({ type: "ask", query, known, resume }));
    case "portion": {
      const { type: _, ...rest } = told;
      return portion(rest);
    }
    case "waiting":
      return waiting({ seconds: told.seconds, code: told.code });
    case "end":
      return end();
    case "refused":
      return end(new NetworkRefusal(told.code, told.facts));
    case "fault":
      return end(new Error(told.message));
  }
}
