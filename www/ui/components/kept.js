/** What the browser keeps of the runs, how much room that takes, and how to be rid of it. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { binarySize } from "../format.js";
import { forgetAll, notKept, storage } from "../state/storage.js";
import { text } from "../text.js";

const words = text.kept;

/** Asks once more: what goes is gone. */
function Clear() {
  const [asked, setAsked] = useState(false);
  if (!asked)
    return html`<button type="button" class="quiet" onClick=${() => setAsked(true)}>${words.clear}</button>`;
  const clear = () => {
    setAsked(false);
    forgetAll();
  };
  return html`<span class="kept-sure">${words.sure}
    <button type="button" class="quiet" onClick=${clear}>${words.yes}</button>
    <button type="button" class="quiet" onClick=${() => setAsked(false)}>${words.no}</button>
  </span>`;
}

export function KeptHere() {
  const found = storage.value;
  const problem = notKept.value;
  if (problem) return html`<p class="run-note kept">${words.problem(problem)}</p>`;
  if (!found) return null;
  if (found.kind === null) return html`<p class="run-note kept">${words.refused}</p>`;
  const room = found.free === null ? "" : words.room(binarySize(found.free));
  return html`<p class="run-note kept">${words.here(binarySize(found.used))}${room}. ${found.used > 0 && html`<${Clear} />`}</p>`;
}
