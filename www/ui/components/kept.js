/** What the browser keeps of the runs, how much room that takes, and how to be rid of it. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { binarySize } from "../format.js";
import { announce } from "../state/announce.js";
import { askToPersist, persistence } from "../state/persistence.js";
import { forgetAll, notKept, storage } from "../state/storage.js";
import { text } from "../text.js";
import { passFocus } from "./pass-focus.js";

const words = text.kept;

/** Asks once more: what goes is gone. */
function Clear() {
  const [asked, setAsked] = useState(false);
  const button = useRef(/** @type {HTMLButtonElement | null} */ (null));
  const pressed = useRef(/** @type {MouseEvent | null} */ (null));
  // A button goes with its press; the focus goes on to what came instead, the one that deletes nothing.
  useEffect(() => {
    if (pressed.current) passFocus(pressed.current, button.current);
    pressed.current = null;
  }, [asked]);
  const ask = (/** @type {boolean} */ again) => (/** @type {MouseEvent} */ event) => {
    pressed.current = event;
    setAsked(again);
  };
  if (!asked)
    return html`<button type="button" class="quiet" ref=${button} onClick=${ask(true)}>${words.clear}</button>`;
  const clear = (/** @type {MouseEvent} */ event) => {
    passFocus(event, /** @type {Element} */ (event.currentTarget).closest("p"));
    setAsked(false);
    forgetAll();
  };
  return html`<span class="kept-sure">${words.sure}
    <button type="button" class="quiet" onClick=${clear}>${words.yes}</button>
    <button type="button" class="quiet" ref=${button} onClick=${ask(false)}>${words.no}</button>
  </span>`;
}

/** What is said of each standing. */
const WORDS = /** @type {const} */ ({ held: "held", loose: "loose", refused: "denied" });

/** Whether the browser may clear it by itself. */
function Held() {
  const now = persistence.value;
  if (now === null) return null;
  const press = async (/** @type {Event} */ event) => {
    const line = /** @type {HTMLElement} */ (event.currentTarget).closest("p");
    await askToPersist();
    if (persistence.value) announce(words[WORDS[persistence.value]]);
    // The button that had the focus goes with the answer.
    line?.focus();
  };
  const ask = html`<button type="button" class="quiet" onClick=${press}>${words.askToHold}</button>`;
  return html`<span>${words[WORDS[now]]} </span>${now === "loose" && ask}`;
}

export function KeptHere() {
  const found = storage.value;
  const problem = notKept.value;
  // Deleting may make the room that lacks.
  const clear = (found?.used ?? 0) > 0 && html`<${Clear} />`;
  if (problem)
    return html`<p class="run-note kept" tabindex="-1">${words.problem(problem)} ${clear}</p>`;
  if (!found) return null;
  if (found.kind === null) return html`<p class="run-note kept">${words.refused}</p>`;
  const room = found.free === null ? "" : words.room(binarySize(found.free));
  return html`<p class="run-note kept" tabindex="-1">${words.here(binarySize(found.used))}${room}. <${Held} /> ${clear}</p>`;
}
