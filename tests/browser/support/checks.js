/** The checks of tests/proof, as `cargo xtask test` builds them for every module. */

import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Where the checks are built, a folder a module. */
export const CHECKS = process.env.HEADLINE_CHECKS ?? `${root}target/checks`;

/** Threads of a module that has them: two, so that work is shared on the smallest machine. */
export const THREADS = 2;

/** The modules that there are checks for. */
export async function checkedModules() {
  const entries = await readdir(CHECKS, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

/** Whether a module's threads share a memory. @param {string} module */
export function hasThreads(module) {
  return module.startsWith("threads-");
}

/** A file of the repository, in a form that crosses to the page. @param {string} path */
export async function bytes(path) {
  return { base64: (await readFile(`${root}${path}`)).toString("base64") };
}

/**
 * Makes calls one after the other in a fresh worker with one module, and gives what each told.
 * @param {import("playwright-core").Page} page on the server of the checks
 * @param {string} module
 * @param {{ name: string, args?: unknown[] }[]} calls an argument may be what {@link bytes} gives
 * @param {number} [threads] of a module that has them
 * @returns {Promise<{ name: string, told: any, ms: number }[]>}
 */
export async function check(page, module, calls, threads = THREADS) {
  const source = await readFile(new URL("checks-worker.js", import.meta.url), "utf8");
  const place = hasThreads(module) ? { threads, shares: true } : { threads: 1, shares: false };
  return page.evaluate(runChecks, { source, module, calls, ...place });
}

/**
 * In the page: starts the worker and, for a module with threads, the other threads in the memory that they share.
 * @param {{ source: string, module: string, threads: number, shares: boolean,
 *   calls: { name: string, args?: any[] }[] }} task
 */
async function runChecks({ source, module, threads, shares, calls }) {
  const { origin } = window.location;
  const response = await fetch(`/pkg/${module}/headline_lab_bg.wasm`);
  const compiled = await WebAssembly.compileStreaming(response);
  const shared = { initial: 512, maximum: 16_384, shared: true };
  const memory = shares ? new WebAssembly.Memory(shared) : undefined;
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const decoded = calls.map(({ name, args = [] }) => ({
    name,
    args: args.map((argument) =>
      argument?.base64 === undefined
        ? argument
        : Uint8Array.from(atob(argument.base64), (c) => c.charCodeAt(0)),
    ),
  }));
  /** @type {Worker[]} */
  const workers = [];
  const start = (/** @type {boolean} */ thread, /** @type {(data: any) => void} */ heard) => {
    const worker = new Worker(url, { type: "module" });
    workers.push(worker);
    worker.onmessage = ({ data }) => heard(data);
    worker.onerror = (event) => heard({ error: event.message });
    worker.postMessage({
      ...{ origin, module, compiled, memory, thread, threads },
      calls: thread ? [] : decoded,
    });
  };
  try {
    const pool = Array.from({ length: threads - 1 }, () => new Promise((r) => start(true, r)));
    for (const { error } of /** @type {any[]} */ (await Promise.all(pool))) {
      if (error) throw new Error(error);
    }
    /** @type {any[]} */
    const told = [];
    return await new Promise((resolve, reject) =>
      start(false, (data) => {
        if (data.error) reject(new Error(`${module}: ${data.error}`));
        else if (data.done) resolve(told);
        else told.push(data);
      }),
    );
  } finally {
    for (const worker of workers) worker.terminate();
    URL.revokeObjectURL(url);
  }
}
