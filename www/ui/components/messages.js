/** Problems, each one sentence with a way to put it away, and the polite line for screen readers. */
import { html } from "htm/preact";
import { announcement } from "../state/announce.js";
import { dismiss, problems } from "../state/problems.js";
import { text } from "../text.js";

export function Problems() {
  return html`<div class="problems">
    ${problems.value.map(
      (problem) => html`<div class="problem" role="alert" key=${problem.id}>
        <p>${problem.sentence}</p>
        <button type="button" class="quiet" onClick=${() => dismiss(problem.id)}>${text.dismiss}</button>
      </div>`,
    )}
  </div>`;
}

export function LiveRegion() {
  return html`<p class="unseen" role="status" aria-live="polite">${announcement}</p>`;
}
