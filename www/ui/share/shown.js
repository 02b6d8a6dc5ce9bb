/** Whether the large code covers the page. */
import { signal } from "@preact/signals";

export const codeShown = signal(false);

export function showCode() {
  codeShown.value = true;
}

export function hideCode() {
  codeShown.value = false;
}
