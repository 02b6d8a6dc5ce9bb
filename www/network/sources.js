/**
 * What every source of titles is: `async function* titlesOf…(query, tools)`, a module without a document, everything that
 * it needs given to it. It yields a portion whenever it has one, ends when it has as many titles as were asked for or
 * there are no more, throws a NetworkRefusal, and throws the signal's reason where it was cancelled.
 *
 * @typedef {object} Portion
 * @property {string[]} titles new ones: trimmed, not empty, none of them given before; may be none
 * @property {number} done titles given so far, with those of before a resumption
 * @property {number | null} of titles there will be, as far as is known
 * @property {number} requests made so far, with those of before a resumption
 * @property {number} bytes received so far, likewise
 * @property {import("./dataset.js").Provenance} [from] where they are from, of a source that has more to say of it than its name
 * @property {unknown} resume where to go on after this portion: plain JSON, read with suspicion, as it was kept in between
 *
 * @typedef {object} Tools
 * @property {typeof globalThis.fetch} fetch
 * @property {(milliseconds: number, signal?: AbortSignal) => Promise<void>} wait rejects with the signal's reason
 * @property {AbortSignal} signal
 * @property {string} [base] the origin asked instead of the source's own, for tests
 * @property {unknown} [resume] of the last portion, to go on after it
 * @property {Iterable<string>} [known] titles given before the resumption, not to be given again
 * @property {() => boolean} [online] false where there is certainly no network
 * @property {number} [silence] milliseconds without a byte after which a request is given up
 * @property {(pause: { seconds: number, code: import("./refusal.js").RefusalCode }) => void} [waiting] told before a pause
 *   that a failed request makes
 */

export {};
