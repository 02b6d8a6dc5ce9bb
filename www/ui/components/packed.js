/** What was opened with a class pack, in a sentence above the question. */
import { html } from "htm/preact";
import { openingPack, packed, toldOf } from "../state/packed.js";
import { brought, canWatch, recording, watchBrought } from "../state/recorded.js";
import { text } from "../text.js";

const words = text.pack;

export function Packed() {
  if (openingPack.value !== null)
    return html`<section class="needed packed" aria-label=${words.title}><p>${words.opening(openingPack.value)}</p></section>`;
  const of = packed.value;
  if (!of) return null;
  const close = () => {
    packed.value = { ...of, shown: false };
  };
  return html`<section class="needed packed" aria-label=${words.title}>
    <p>${toldOf(of)}</p>
    ${brought.value && !recording.value && html`<button type="button" class="second" disabled=${!canWatch.value} onClick=${watchBrought}>${words.watch}</button>`}
    <button type="button" class="quiet" onClick=${close}>${words.close}</button>
  </section>`;
}
