/** Lets whatever waits have its turn. In a hidden tab nobody waits, and a timer would come once a second. */
export async function turn() {
  if (globalThis.document?.visibilityState === "hidden") return;
  await new Promise((resolve) => setTimeout(resolve));
}
