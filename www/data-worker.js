/** The data worker: reads files, has or learns their vocabulary and encodes them; it ends with the work, or before. */

import { EngineError } from "./engine/error.js";
import { dataCommand } from "./protocol.js";
import { load } from "./worker/module.js";
import { joined } from "./worker/read/bytes.js";
import { Cutter } from "./worker/read/cut.js";
import { refused } from "./worker/read/refusal.js";
import { Sieve } from "./worker/read/sift.js";
import { readTitles } from "./worker/read/titles.js";
import { Moved, send, serve } from "./worker/serve.js";

/** @typedef {import("./protocol.js").PrepareSource} PrepareSource */
/** @typedef {import("./protocol.js").PrepareProgress} PrepareProgress */

/** Titles written into one text at a time. */
const TITLES_AT_ONCE = 100_000;
/** Titles encoded between two reports of progress. */
const ENCODE_CHUNK = 1000;

/** @type {import("./worker/module.js").Module | undefined} */
let loaded;
/** What is looked at. @type {Sieve | undefined} */
let sieve;
/** The tokenizer that cut last. @type {{ json: string, of: Cutter } | undefined} */
let cutter;

serve(dataCommand, {
  async init(command) {
    ({ module: loaded } = await load(command));
  },

  async prepare({ id, source, config, column }) {
    if (!loaded)
      throw new EngineError("state", "The data worker has no module yet; send init first.");
    const report = (/** @type {PrepareProgress} */ value) => send({ type: "part", id, value });
    const { bytes, tokenizer, facts } = await read(source, column, report);
    const preparation = new loaded.Preparation(bytes, "txt", undefined, config);
    try {
      const given = source.kind !== "sample";
      if (tokenizer && (given || fits(tokenizer, config.vocab_size, preparation.info))) {
        preparation.use_tokenizer(tokenizer);
      } else {
        report({ phase: "vocabulary" });
        preparation.train_tokenizer();
      }
      for (;;) {
        const { done, total } = preparation.encode(ENCODE_CHUNK);
        report({ phase: "encoding", done, total });
        if (done >= total) break;
      }
      // A module of before they were made has none.
      const { fingerprints = null, ...prepared } = preparation.finish();
      const { train_ids, val_ids } = prepared;
      const info = { ...preparation.info, ...facts, fingerprints };
      return new Moved({ info, prepared }, [train_ids.buffer, val_ids.buffer]);
    } finally {
      preparation.free();
    }
  },

  async look({ id, ask }) {
    switch (ask.kind) {
      case "read": {
        if (ask.source.kind !== "files")
          throw new EngineError("state", "Only files are looked at.");
        const report = (/** @type {PrepareProgress} */ value) => send({ type: "part", id, value });
        const { titles, empty } = await readFiles(ask.source, ask.column, report);
        sieve = new Sieve(titles);
        return { empty };
      }
      case "view":
        if (!sieve) throw new EngineError("state", "No titles have been read; send read first.");
        return sieve.view(ask.sift);
      case "cut":
        if (cutter?.json !== ask.tokenizer)
          cutter = { json: ask.tokenizer, of: new Cutter(ask.tokenizer) };
        return cutter.of.cut(ask.title);
    }
  },
});

/**
 * A text with a title a line, and what is known of where it comes from.
 * @param {PrepareSource} source
 * @param {number | undefined} column
 * @param {(progress: PrepareProgress) => void} report
 * @returns {Promise<{ bytes: Uint8Array, tokenizer?: string, facts?: Partial<import("./protocol.js").DataInfo> }>}
 */
async function read(source, column, report) {
  report({ phase: "reading" });
  if (source.kind === "files") {
    const { tokenizer, sift } = source;
    const { titles, ...found } = await readFiles(source, column, report);
    const format = found.files.find(({ why }) => !why)?.format;
    // A text whose format is known comes from the page itself, and from no file that a person would know.
    const facts = source.format ? {} : { ...found, format, ...(sift && { sift }) };
    const left = sift ? new Sieve(titles).titles(sift) : titles;
    if (left.length === 0)
      throw refused("data", { reason: "noneLeft" }, { field: "titles", value: 0 });
    return { bytes: textOf(left), tokenizer, facts };
  }
  const [text, tokenizer] = await Promise.all([
    fetched(source.text_url),
    fetched(source.tokenizer_url),
  ]);
  return { bytes: new Uint8Array(await text.arrayBuffer()), tokenizer: await tokenizer.text() };
}

/** @param {Extract<PrepareSource, { kind: "files" }>} source @param {number | undefined} column @param {(progress: PrepareProgress) => void} report */
function readFiles({ files, format }, column, report) {
  return readTitles(files, { column, format, report: seldom(report) });
}

/** Tells of every fiftieth part that is read. @param {(progress: PrepareProgress) => void} report */
function seldom(report) {
  let told = 0;
  return (/** @type {number} */ done, /** @type {number} */ total) => {
    if (done - told < total / 50) return;
    told = done;
    report({ phase: "reading", done, total });
  };
}

/** Encoded in parts, as one text of all titles may be longer than a string can be. @param {string[]} titles */
function textOf(titles) {
  const encoder = new TextEncoder();
  const parts = [];
  for (let at = 0; at < titles.length; at += TITLES_AT_ONCE)
    parts.push(encoder.encode(`${titles.slice(at, at + TITLES_AT_ONCE).join("\n")}\n`));
  return joined(
    parts,
    parts.reduce((sum, { length }) => sum + length, 0),
  );
}

/** @param {string} url */
async function fetched(url) {
  const path = new URL(url).pathname;
  /** @type {Response} */
  let response;
  try {
    response = await fetch(url);
  } catch {
    throw refused("load", { reason: "sampleUnreached", path });
  }
  if (!response.ok)
    throw refused("load", { reason: "sampleAnswered", path, status: String(response.status) });
  return response;
}

/**
 * Whether the sample's tokenizer is the one that training would give: same size, made of the same titles.
 * @param {string} tokenizer
 * @param {number} vocab_size
 * @param {Pick<import("./protocol.js").DataInfo, "titles_used" | "titles_found">} info
 */
function fits(tokenizer, vocab_size, info) {
  const { model } = JSON.parse(tokenizer);
  return Object.keys(model.vocab).length === vocab_size && info.titles_used === info.titles_found;
}
