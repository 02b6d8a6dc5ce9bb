/** The quiet way to the recording of the lesson on the screen, and from under the chart's lines. */
import { html } from "htm/preact";
import { lesson } from "../state/lesson.js";
import { brought, canWatch, removeUnder, under, watch, watchBrought } from "../state/recorded.js";
import { text } from "../text.js";
import { RECORDED } from "./format.js";

const words = text.recorded;

export function RecordingLink() {
  if (under.value.length > 0)
    return html`<button type="button" class="quiet" onClick=${removeUnder}>${words.remove}</button>`;
  const of = RECORDED.includes(lesson.value.id) ? lesson.value.id : RECORDED[0];
  return html`<button type="button" class="quiet" disabled=${!canWatch.value} onClick=${() => (brought.value ? watchBrought() : watch(of))}>${words.watch}</button>`;
}
