/**
 * Whether an error was meant: it has a code and is told to whoever asked. Anything else is a fault of the module or of
 * the worker and ends it.
 * @param {unknown} error
 * @returns {error is Error & { code: string }}
 */
export function isCoded(error) {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}
