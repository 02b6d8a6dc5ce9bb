/**
 * Inside the frame whose policy allows other hosts: takes one question over a channel, asks, and gives titles. It is made
 * for a question and goes with it.
 */

import { askOf, HELLO, toldOf } from "./protocol.js";
import { NetworkRefusal } from "./refusal.js";

/** @typedef {import("./protocol.js").Query} Query */
/** @typedef {import("./protocol.js").Told} Told */
/** @typedef {import("./sources.js").Tools} Tools */

/** @param {Query} query @param {Tools} tools */
async function titlesOf(query, tools) {
  if (query.source === "dataset") {
    const { titlesOfDataset } = await import("./dataset.js");
    return titlesOfDataset(query, tools);
  }
  const { titlesOfHackerNews } = await import("./hackernews.js");
  return titlesOfHackerNews(query, tools);
}

/** @param {number} milliseconds @returns {Promise<void>} */
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** @param {MessagePort} port */
function serve(port) {
  const tell = (/** @type {Told} */ told) => port.postMessage(toldOf(told));

  /** @param {unknown} message */
  async function answer(message) {
    const { query, known, resume } = askOf(message);
    /** @type {Tools} */
    const tools = {
      fetch: fetch.bind(globalThis),
      wait,
      // The frame goes with its question.
      signal: new AbortController().signal,
      known,
      resume,
      online: () => navigator.onLine,
      waiting: (pause) => tell({ type: "waiting", ...pause }),
    };
    for await (const portion of await titlesOf(query, tools)) tell({ type: "portion", ...portion });
    tell({ type: "end" });
  }

  port.onmessage = ({ data }) => {
    port.onmessage = null;
    answer(data).catch((error) => {
      if (error instanceof NetworkRefusal)
        tell({ type: "refused", code: error.code, facts: error.facts });
      else tell({ type: "fault", message: error instanceof Error ? error.message : String(error) });
    });
  };
  tell({ type: "ready" });
}

addEventListener("message", ({ data, origin, source, ports: [port] }) => {
  if (origin === location.origin && source === parent && data === HELLO && port) serve(port);
});
