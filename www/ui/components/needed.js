/** What a link needs and this tab does not have: a person's own headlines. */
import { html } from "htm/preact";
import { count } from "../format.js";
import { needed, preparing } from "../state/data.js";
import { headlines } from "../state/headlines.js";
import { text } from "../text.js";
import { FileButton, HEADLINES } from "./files.js";

const words = text.link;

export function Needed() {
  const asked = needed.value;
  if (!asked) return null;
  return html`<section class="needed" aria-label=${words.label}>
    <p>${words.needs(asked.name, count(asked.titles))}</p>
    ${!preparing.value && html`<${FileButton} label=${text.panels.mine.file} accept=${HEADLINES} take=${headlines.take} />`}
    <button type="button" class="quiet" onClick=${headlines.sample}>${words.sample}</button>
  </section>`;
}
