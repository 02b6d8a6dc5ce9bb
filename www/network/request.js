/** One request of another host: in a few tries, with a pause between them, and a typed refusal at the end. */

import { NetworkRefusal } from "./refusal.js";

/** @typedef {import("./sources.js").Tools} Tools */
/** @typedef {import("./refusal.js").RefusalCode} RefusalCode */
/** @typedef {{ bytes: Uint8Array<ArrayBuffer>, status: number, headers: Headers }} Answer */

/**
 * @template T
 * @typedef {object} Question
 * @property {(answer: Answer) => T} read makes of an answer what was asked for, or throws a NetworkRefusal
 * @property {Record<string, string>} [headers]
 * @property {number} most bytes that are read of an answer
 * @property {() => void} [asking] told before every try
 * @property {(bytes: number) => void} [received] told of every piece as it comes, those of failed tries as well
 * @property {(head: { status: number, headers: Headers }) => void} [opened] told at each try before the body is read, which
 *   it leaves unread by throwing a NetworkRefusal
 * @property {(piece: Uint8Array<ArrayBuffer>) => void} [keep] takes the pieces as they come, where an answer may be too large
 *   for one array: its `bytes` are empty then
 */

/** A request is made so often before its source gives up; each may be the last. */
const TRIES = 4;
const SILENCE = 20_000;
/** The pause after a first failure; it doubles with each. */
const FIRST_PAUSE = 1000;
/** A host that wants a longer pause is not waited for: the person is told, and asks again. */
const LONGEST_PAUSE = 60_000;

/** Failures that another try may mend. @type {ReadonlySet<RefusalCode>} */
const MENDED = new Set([
  "unreachable",
  "slow",
  "rate-limited",
  "server-error",
  "cut-off",
  "malformed",
]);

/**
 * Asks, and asks again after a failure that may pass.
 * @template T
 * @param {string | URL} url @param {Question<T>} question @param {Tools} tools
 * @returns {Promise<T>}
 */
export async function ask(url, question, tools) {
  for (let tried = 1; ; tried++) {
    tools.signal.throwIfAborted();
    question.asking?.();
    try {
      return question.read(await once(url, question, tools));
    } catch (error) {
      if (!(error instanceof NetworkRefusal)) throw error;
      error.facts.host ??= new URL(url).hostname;
      // A slow answer's seconds are those that were waited already.
      const asked = error.code === "slow" ? 0 : (error.facts.seconds ?? 0);
      const pause = Math.max(FIRST_PAUSE * 2 ** (tried - 1), asked * 1000);
      if (!MENDED.has(error.code) || tried === TRIES || pause > LONGEST_PAUSE) throw error;
      tools.waiting?.({ seconds: pause / 1000, code: error.code });
      await tools.wait(pause, tools.signal);
    }
  }
}

/**
 * @template T
 * @param {string | URL} url @param {Question<T>} question @param {Tools} tools
 * @returns {Promise<Answer>}
 */
async function once(url, { headers, most, received, opened, keep }, tools) {
  const silence = silenceAfter(tools.silence ?? SILENCE);
  let bytes = 0;
  let answered = false;
  try {
    const response = await tools.fetch(url, {
      headers,
      // Nothing but the question goes out: no cookies, no address of this page. What comes is kept by whoever asked.
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      signal: AbortSignal.any([tools.signal, silence.signal]),
    });
    answered = true;
    try {
      if (!response.ok) throw unsuccessful(response);
      opened?.(response);
    } catch (refusal) {
      await response.body?.cancel();
      throw refusal;
    }
    /** @type {Uint8Array[]} */
    const pieces = [];
    const take = keep ?? ((/** @type {Uint8Array} */ piece) => pieces.push(piece));
    for await (const piece of piecesOf(response)) {
      silence.heard();
      bytes += piece.length;
      received?.(piece.length);
      if (bytes > most) throw new NetworkRefusal("too-large", { bytes });
      take(piece);
    }
    const whole = joined(pieces, keep ? 0 : bytes);
    return { bytes: whole, status: response.status, headers: response.headers };
  } catch (error) {
    if (error instanceof NetworkRefusal) throw error;
    tools.signal.throwIfAborted();
    if (silence.signal.aborted) throw new NetworkRefusal("slow", { seconds: silence.seconds });
    if (tools.online?.() === false) throw new NetworkRefusal("offline");
    throw answered ? new NetworkRefusal("cut-off", { bytes }) : new NetworkRefusal("unreachable");
  } finally {
    silence.end();
  }
}

/** A signal that aborts once nothing was heard for so long. @param {number} milliseconds */
function silenceAfter(milliseconds) {
  const controller = new AbortController();
  const begin = () => setTimeout(() => controller.abort(), milliseconds);
  let timer = begin();
  return {
    signal: controller.signal,
    seconds: milliseconds / 1000,
    heard() {
      clearTimeout(timer);
      timer = begin();
    },
    end: () => clearTimeout(timer),
  };
}

/** @param {Response} response */
function unsuccessful({ status, headers }) {
  if (status === 429) {
    return new NetworkRefusal("rate-limited", { status, seconds: secondsToWait(headers) });
  }
  if (status >= 500) {
    return new NetworkRefusal("server-error", { status, seconds: secondsToWait(headers) });
  }
  return new NetworkRefusal("declined", { status });
}

/**
 * What `Retry-After` asks for, as seconds or as a date; a browser shows the header only where the host allows it.
 * @param {Headers} headers
 */
function secondsToWait(headers) {
  const said = headers.get("Retry-After")?.trim() ?? "";
  if (said === "") return undefined;
  const seconds = /^\d+$/.test(said) ? Number(said) : (Date.parse(said) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

/** Its body piece by piece; a reader, as not every browser iterates a stream. @param {Response} response */
async function* piecesOf(response) {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // A body that nobody reads to its end would go on coming; one that failed can't be told.
    await reader.cancel().catch(() => {});
  }
}

/** @param {Uint8Array[]} pieces @param {number} length */
function joined(pieces, length) {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
