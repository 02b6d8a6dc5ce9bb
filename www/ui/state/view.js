/** Which panel is open, and where the focus goes back to when it closes. */
import { signal } from "@preact/signals";

/** @typedef {"mine" | "recipe" | "write" | "inside" | "tables" | "meaning" | "model" | "share" | "board" | "folder"} PanelName */

/** @type {import("@preact/signals").Signal<PanelName | null>} */
export const openPanel = signal(null);

/** @type {HTMLElement | null} */
let opener = null;

/** @param {PanelName} name */
export function togglePanel(name) {
  if (openPanel.value === name) closePanel();
  else showPanel(name);
}

/** @param {PanelName} name */
export function showPanel(name) {
  const active = document.activeElement;
  // What is in a panel goes with it: the focus goes back to where that was opened.
  if (!active?.closest(".panel")) opener = active instanceof HTMLElement ? active : null;
  openPanel.value = name;
}

export function closePanel() {
  openPanel.value = null;
  if (opener?.isConnected) opener.focus();
  opener = null;
}
