/** A person's own question to the runs. */
import { html } from "htm/preact";
import { text } from "../text.js";

export function Ask() {
  return html`<div class="question"><h1><span class="ask">${text.lesson.ask.title}</span></h1></div>`;
}
