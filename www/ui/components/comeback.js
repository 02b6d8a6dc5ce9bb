/** Below the list of runs: a run that comes back from a file, the headlines that it lacks, and what became of the last one. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { count } from "../format.js";
import { asked, became, coming } from "../state/comeback.js";
import { text } from "../text.js";
import { DropFiles, HEADLINES } from "./files.js";
import { passFocus } from "./pass-focus.js";

const words = text.comeback;

/** The button that had the focus goes with what was asked. */
function leave() {
  asked.value?.leave();
  /** @type {HTMLElement | null} */ (document.querySelector(".open-runs input"))?.focus();
}

/** What a run needs before it comes back; nothing else is taken in its place. */
function Needs() {
  const section = useRef(/** @type {HTMLElement | null} */ (null));
  const of = asked.value;
  useEffect(() => {
    section.current?.scrollIntoView({ block: "nearest" });
    section.current?.focus();
  }, [of?.name]);
  if (!of) return null;
  return html`<section class="comeback-needs" ref=${section} tabindex="-1" aria-label=${words.label}>
    <p>${words.needs(of.name, of.data, count(of.titles))}</p>
    ${of.others && html`<p class="run-problem" role="alert">${of.others}</p>`}
    <${DropFiles} label=${words.choose} hint=${words.drop} accept=${HEADLINES} multiple take=${of.take} />
    <button type="button" class="quiet" onClick=${leave}>${words.leave}</button>
  </section>`;
}

export function ComeBack() {
  const now = coming.value;
  const last = became.value;
  const cancel = (/** @type {MouseEvent} */ event) => {
    passFocus(event, document.querySelector(".open-runs input"));
    now?.cancel();
  };
  return html`
    ${now && html`<p class="run-note">${words[now.doing](now.file)} <button type="button" class="quiet" onClick=${cancel}>${words.cancel}</button></p>`}
    ${!now && html`<${Needs} />`}
    ${!now && last && html`<p class=${last.refused ? "run-problem" : "run-note"} role=${last.refused ? "alert" : null}>${last.sentence}</p>`}
  `;
}
