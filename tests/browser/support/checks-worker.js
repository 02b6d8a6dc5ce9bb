/**
 * A worker that runs the checks of tests/proof in one module, or one thread of that module's pool. It is started from its
 * text, so that it imports nothing of its own.
 */

/** @typedef {{ name: string, args: any[] }} Call */
/**
 * @typedef {{ origin: string, module: string, compiled: WebAssembly.Module, memory: WebAssembly.Memory | undefined,
 *   thread: boolean, threads: number, calls: Call[] }} Command
 */

addEventListener("message", async (event) => {
  /** @type {Command} */
  const { origin, module, compiled, memory, thread, threads, calls } = event.data;
  try {
    const checks = await import(`${origin}/pkg/${module}/headline_lab.js`);
    await checks.default({ module_or_path: compiled, memory });
    if (thread) {
      postMessage({ ready: true });
      // It never comes back.
      checks.run_pool_thread();
      return;
    }
    if (threads > 1) checks.start_pool(threads);
    for (const { name, args } of calls) {
      const start = performance.now();
      const told = checks[name](...args);
      postMessage({ name, told, ms: performance.now() - start });
    }
    postMessage({ done: true });
  } catch (error) {
    postMessage({ error: String(/** @type {any} */ (error).stack ?? error) });
  }
});
