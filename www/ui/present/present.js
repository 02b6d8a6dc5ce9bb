/** The view for a projector: on or off, in full screen where the browser has one. */
import { effect, signal } from "@preact/signals";
import { hideCode } from "../share/shown.js";

/** Whether the page shows the question, the chart, the writers and the one button, and nothing else. */
export const presenting = signal(false);

/** What takes a key press for itself. */
const CONTROLS = "button, a, input, select, textarea, summary, [role=button], [role=switch]";

/** @type {HTMLElement | null} */
let opener = null;

export function present() {
  opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  presenting.value = true;
  mainButton()?.focus();
  // Without full screen the view is the same, under the browser's own bars.
  document.documentElement.requestFullscreen?.().catch(() => {});
}

export function leavePresenting() {
  if (!presenting.value) return;
  presenting.value = false;
  hideCode();
  if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
  opener?.focus();
}

/** @returns {HTMLButtonElement | null} */
function mainButton() {
  return document.querySelector("button.main");
}

/** Space and enter press the one button wherever the focus is not on another; escape leaves. @param {KeyboardEvent} event */
function press(event) {
  // The large code is a dialog, which has the keys while it is open.
  if (!presenting.value || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") leavePresenting();
  if (event.key !== " " && event.key !== "Enter") return;
  if (event.repeat || (event.target instanceof Element && event.target.closest(CONTROLS))) return;
  event.preventDefault();
  mainButton()?.click();
}

/** Follows keys and the browser's full screen for as long as the page stands. */
export function followPresenting() {
  effect(() => {
    document.documentElement.toggleAttribute("data-presenting", presenting.value);
  });
  addEventListener("keydown", press);
  // In full screen the browser keeps the escape key for itself.
  document.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement) leavePresenting();
  });
}
