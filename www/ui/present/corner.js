/** What stays of the page's controls while it is presented, beside the one button: the code, and the way out. */
import { html } from "htm/preact";
import { showCode } from "../share/shown.js";
import { text } from "../text.js";
import { leavePresenting, presenting } from "./present.js";

export function Corner() {
  if (!presenting.value) return null;
  return html`<div class="corner">
    <button type="button" class="quiet" onClick=${showCode}>${text.share.showCode}</button>
    <button type="button" class="quiet" aria-keyshortcuts="Escape" onClick=${leavePresenting}>${text.present.leave}</button>
  </div>`;
}
