/** Where a teacher makes a class pack, and the other way in than a drop. */
import { html } from "htm/preact";
import { FileButton } from "../components/files.js";
import { count } from "../format.js";
import { announce } from "../state/announce.js";
import { data, isSample } from "../state/data.js";
import { text } from "../text.js";
import { makePack, outcome, packable, recordable } from "./make.js";
import { ENDING } from "./name.js";

const words = text.pack;

/** What goes in, before it is made. */
function Contents() {
  const titles = data.value?.info.titles_used ?? packable.value?.titles;
  const own = !isSample.value && data.value;
  return html`
    <p>${recordable.value ? words.withRecording(recordable.value.length) : words.withoutRecording}</p>
    ${own && html`<p class="pack-warning">${words.warning(count(Number(titles)), own.name)}</p>`}
  `;
}

/** What became of the last press. */
function told() {
  const made = outcome.value;
  if (made?.kind === "making") return words.making;
  if (made?.kind === "failed") return words.failed(made.why);
  return made?.kind === "made" ? words.made(made.name, count(Math.ceil(made.bytes / 1000))) : "";
}

async function make() {
  await makePack();
  announce(told());
}

export function PackForm() {
  const waits = packable.value === null || outcome.value?.kind === "making";
  return html`<section class="pack" aria-labelledby="pack-title">
    <h3 id="pack-title">${words.title}</h3>
    <p class="pack-lead">${words.lead}</p>
    <${Contents} />
    <div class="pack-go">
      <button type="button" class="second" aria-disabled=${waits ? "true" : null} onClick=${waits ? undefined : make}>${words.make}</button>
      <${FileButton} label=${words.open} accept=${ENDING} take=${() => {}} />
      <p>${told()}</p>
    </div>
  </section>`;
}
