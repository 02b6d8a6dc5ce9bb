/** The switch that holds the live views still, beside each of them. */
import { html } from "htm/preact";
import { phase } from "../state/phase.js";
import { held } from "../state/still.js";
import { text } from "../text.js";

export function Hold() {
  // A focus on it stays there when the runs end.
  const idle = phase.value !== "running" && !held.value;
  return html`<button
    type="button"
    class="quiet hold"
    aria-pressed=${held.value}
    aria-disabled=${idle ? "true" : null}
    onClick=${() => {
      held.value = !idle && !held.value;
    }}
  >${text.writers.hold}</button>`;
}
