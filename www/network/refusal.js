/** Why a host gives no titles: a code and its facts. Whoever asked has the sentence for it. */

/**
 * | code | what happened | facts |
 * |---|---|---|
 * | `offline` | the browser has no network | |
 * | `unreachable` | no answer at all: no such host, connection refused, or blocked on the way | |
 * | `slow` | nothing came for so long | `seconds` |
 * | `rate-limited` | asked too often (429) | `seconds` to wait, where the host says so |
 * | `server-error` | an answer of 500 or above | `status` |
 * | `declined` | any other answer that is not of success | `status` |
 * | `cut-off` | the answer ended before its end | `bytes` that came |
 * | `malformed` | an answer that is not what the host's interface gives | `detail`: the part that is wrong, for a report |
 * | `too-large` | an answer that is or claims to be larger than is read | `bytes` |
 * | `no-ranges` | the host gives whole files only | `bytes` of the one that is needed |
 * | `changed` | what was asked for in parts is another file by now | |
 * | `no-frame` | the page's own frame that asks did not load | |
 * @typedef {"offline" | "unreachable" | "slow" | "rate-limited" | "server-error" | "declined" | "cut-off" | "malformed"
 *   | "too-large" | "no-ranges" | "changed" | "no-frame"} RefusalCode
 */

/** @typedef {{ host?: string, status?: number, seconds?: number, bytes?: number, detail?: string }} RefusalFacts */

/** @type {readonly RefusalCode[]} */
export const REFUSALS = Object.freeze([
  "offline",
  "unreachable",
  "slow",
  "rate-limited",
  "server-error",
  "declined",
  "cut-off",
  "malformed",
  "too-large",
  "no-ranges",
  "changed",
  "no-frame",
]);

export class NetworkRefusal extends Error {
  /** @param {RefusalCode} code @param {RefusalFacts} [facts] */
  constructor(code, facts = {}) {
    super([code, facts.host, facts.status, facts.detail].filter(Boolean).join(" "));
    this.name = "NetworkRefusal";
    this.code = code;
    this.facts = facts;
  }
}
