/** What is said of a question to another host: what happened, what is kept, what to do. */
import { count, duration, megabytes } from "../format.js";
import { text } from "../text.js";
import { HOSTS } from "./sources.js";

const words = text.network;

/** @typedef {import("../../network/refusal.js").NetworkRefusal} NetworkRefusal */
/** @typedef {import("../../network/refusal.js").RefusalCode} RefusalCode */
/** @typedef {import("../../network/refusal.js").RefusalFacts} RefusalFacts */

/** What a host did, without what follows from it. @param {RefusalCode} code @param {RefusalFacts} facts @param {string} asked the host, where the facts name none */
export function whatHappened(
  code,
  { host = "", status = 0, seconds, bytes = 0, detail = "" },
  asked,
) {
  return words.refused[code]({
    host: host || asked,
    status: String(status),
    time: seconds === undefined ? "" : duration(seconds),
    size: megabytes(bytes),
    detail,
  });
}

/** @param {import("./state.js").Ending} ending */
export function endSentence({ head, how, refusal, message = "" }) {
  const { titles, query } = head;
  const some = titles > 0 ? words.kept(count(titles)) : words.keptNone;
  switch (how) {
    case "done":
      return words.done(count(query.titles));
    case "fewer":
      return words.fewer(count(titles), count(query.titles));
    case "elsewhere":
      return words.elsewhere;
    case "stopped":
      return `${words.stopped} ${some}`;
    case "fault":
      return `${words.fault(message)} ${some}`;
    case "refused": {
      const { code, facts } = /** @type {NetworkRefusal} */ (refusal);
      return `${whatHappened(code, facts, HOSTS[query.source])} ${some} ${words.remedies[code]}`;
    }
  }
}
