/** What to see to before a training that takes long: a machine asleep or a tab behind others trains little. */
import { html } from "htm/preact";
import { text } from "../text.js";

/** Ten minutes: the lessons of a class take less. */
const LONG_SECONDS = 600;

/** @param {number | null} seconds What a training will take, null where nobody knows. */
export const isLong = (seconds) => seconds !== null && seconds > LONG_SECONDS;

/** @param {{ seconds: number | null }} props */
export function LongRun({ seconds }) {
  if (!isLong(seconds)) return null;
  return html`<p class="long-run">${text.controls.longRun}</p>`;
}
