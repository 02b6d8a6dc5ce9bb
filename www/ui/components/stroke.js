/** A piece of a run's line, as the chart draws it, for wherever the run is named. */
import { html } from "htm/preact";
import { DASHES } from "../chart/inks.js";

/** @param {{ ink: number }} props */
export function Stroke({ ink }) {
  const dash = DASHES[ink].join(" ");
  return html`<svg class="stroke" data-ink=${ink} viewBox="0 0 28 6" aria-hidden="true"><path d="M0 3H28" stroke-dasharray=${dash} /></svg>`;
}
