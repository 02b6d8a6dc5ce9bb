/** How a headline is written unless it is said otherwise. @type {import("../protocol.js").GenerateOptions} */
export const SAMPLING = { prompt: "", temperature: 1, top_k: 0, top_p: 1, seed: 0, max_tokens: 0 };

/**
 * The parts of an answer as they come. A reader that stops early aborts the request.
 * @template {{ done: boolean }} P
 * @param {AbortSignal | undefined} signal
 * @param {(options: { signal: AbortSignal, part: (part: P) => void }) => Promise<unknown>} ask
 * @returns {AsyncGenerator<P, void, void>} ends with the part that is `done`
 */
export async function* streamed(signal, ask) {
  /** @type {P[]} */
  const parts = [];
  let wake = () => {};
  const abandoned = new AbortController();
  const abandon = () => abandoned.abort();
  if (signal?.aborted) abandon();
  signal?.addEventListener("abort", abandon, { once: true });
  const part = (/** @type {P} */ value) => {
    parts.push(value);
    wake();
  };
  /** @type {unknown} */
  let error;
  ask({ signal: abandoned.signal, part }).catch((thrown) => {
    error = thrown;
    wake();
  });
  try {
    for (;;) {
      const next = parts.shift();
      if (next) {
        yield next;
        if (next.done) return;
      } else if (error) {
        throw error;
      } else {
        await new Promise((resolve) => {
          wake = () => resolve(undefined);
        });
      }
    }
  } finally {
    signal?.removeEventListener("abort", abandon);
    abandon();
  }
}
