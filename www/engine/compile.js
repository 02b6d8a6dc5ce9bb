import { compileCommand } from "../protocol.js";
import { EngineError } from "./error.js";
import { spawn } from "./spawn.js";

/** Codes of what the page itself would meet again, or does not want any more. */
const FINAL = ["load", "disposed"];

/**
 * Fetches and compiles modules beside the page: one that arrives keeps the thread that asked for it busy, and the page has
 * a person to hear. Its worker stays, because a browser keeps what it has compiled better later, for the next visit, only
 * while whoever asked for the module is there.
 */
export class Compiler {
  /** @type {import("./channel.js").Channel | undefined} */
  #channel;
  /** Why nothing is compiled any more. @type {EngineError | undefined} */
  #ended;

  /**
   * Where no worker does it the page does, and the next worker's start tells what is wrong.
   * @param {URL} url
   * @returns {Promise<WebAssembly.Module>}
   */
  async compile(url) {
    if (this.#ended) throw this.#ended;
    try {
      if (!this.#channel || this.#channel.dead)
        this.#channel = spawn("compile-worker.js", compileCommand, { onFault: () => {} });
      return await this.#channel.request({ type: "compile", url: url.href });
    } catch (error) {
      if (error instanceof EngineError && FINAL.includes(error.code)) throw error;
      return await compileModule(url);
    }
  }

  /** @param {EngineError} reason */
  end(reason) {
    this.#ended = reason;
    this.#channel?.close(reason);
  }
}

/** What may be wrong with a host that gave nothing. @param {URL} url */
function unreached({ origin }) {
  if (origin === globalThis.origin) return "check the connection and reload";
  return `check the connection, and that ${origin} sends "Access-Control-Allow-Origin"`;
}

/**
 * Fetches and compiles a module once; workers instantiate what comes back.
 * @param {URL} url
 * @returns {Promise<WebAssembly.Module>}
 */
export async function compileModule(url) {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(url);
  } catch {
    throw new EngineError(
      "load",
      `The module ${url.pathname} could not be fetched; ${unreached(url)}.`,
    );
  }
  if (!response.ok) {
    throw new EngineError(
      "load",
      `The module ${url.pathname} could not be fetched (HTTP ${response.status}); build it with "cargo xtask build".`,
    );
  }
  // Streaming compiles while it loads and is cached, but needs a media type that not every static host sends.
  const streams = response.headers.get("Content-Type")?.startsWith("application/wasm");
  try {
    if (streams) return await WebAssembly.compileStreaming(response);
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (error) {
    throw new EngineError(
      "load",
      `The module ${url.pathname} does not compile here: ${String(error)}.`,
    );
  }
}
