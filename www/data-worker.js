/** The data worker: reads a text, has or learns its vocabulary and encodes it; it ends with the work, or before. */

import { EngineError } from "./engine/error.js";
import { dataCommand } from "./protocol.js";
import { load } from "./worker/module.js";
import { Moved, send, serve } from "./worker/serve.js";

/** @typedef {import("./protocol.js").PrepareSource} PrepareSource */
/** @typedef {import("./protocol.js").PrepareProgress} PrepareProgress */

/** More than this is refused before it is read: wasm has 4 GiB, and a text takes several times its size. */
const MAX_BYTES = 512 * 1024 * 1024;
/** Titles encoded between two reports of progress. */
const ENCODE_CHUNK = 1000;

/** @type {import("./worker/module.js").Module | undefined} */
let loaded;

serve(dataCommand, {
  async init(command) {
    ({ module: loaded } = await load(command));
  },

  async prepare({ id, source, config, column }) {
    if (!loaded)
      throw new EngineError("state", "The data worker has no module yet; send init first.");
    const report = (/** @type {PrepareProgress} */ value) => send({ type: "part", id, value });
    const { bytes, format, tokenizer } = await read(source, report);
    const preparation = new loaded.Preparation(bytes, format, column, config);
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
      const info = { ...preparation.info, fingerprints };
      return new Moved({ info, prepared }, [train_ids.buffer, val_ids.buffer]);
    } finally {
      preparation.free();
    }
  },
});

/**
 * @param {PrepareSource} source
 * @param {(progress: PrepareProgress) => void} report
 * @returns {Promise<{ bytes: Uint8Array, format: string, tokenizer?: string }>}
 */
async function read(source, report) {
  switch (source.kind) {
    case "bytes":
      refuseLarge(source.bytes.length);
      return source;
    case "file":
      refuseLarge(source.file.size);
      return { ...source, bytes: await readBlob(source.file, report) };
    case "sample": {
      report({ phase: "reading" });
      const [text, tokenizer] = await Promise.all([
        fetched(source.text_url),
        fetched(source.tokenizer_url),
      ]);
      return {
        bytes: new Uint8Array(await text.arrayBuffer()),
        format: "txt",
        tokenizer: await tokenizer.text(),
      };
    }
  }
}

/**
 * @param {Blob} blob
 * @param {(progress: PrepareProgress) => void} report
 */
async function readBlob(blob, report) {
  const total = blob.size;
  const bytes = new Uint8Array(total);
  const reader = blob.stream().getReader();
  let done = 0;
  let told = 0;
  for (;;) {
    const chunk = await reader.read();
    if (chunk.done) break;
    bytes.set(chunk.value, done);
    done += chunk.value.length;
    if (done - told >= total / 50) {
      report({ phase: "reading", done, total });
      told = done;
    }
  }
  return bytes;
}

/** @param {number} size in bytes */
function refuseLarge(size) {
  if (size <= MAX_BYTES) return;
  const mib = Math.round(size / 1024 / 1024);
  throw new EngineError(
    "data",
    `The text has ${mib} MiB, more than the 512 that fit; use a part of it.`,
    {
      field: "size",
      value: size,
      remedy: "Use a part of it.",
    },
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
    throw new EngineError(
      "load",
      `The sample ${path} could not be fetched; check the connection and try again.`,
    );
  }
  if (!response.ok) {
    throw new EngineError(
      "load",
      `The sample ${path} could not be fetched (HTTP ${response.status}); reload the page.`,
    );
  }
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
