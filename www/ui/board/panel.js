/** The class board: hand-ins and run files of a whole class side by side, by question and configuration. */
import { html } from "htm/preact";
import { DropFiles } from "../components/files.js";
import { Panel } from "../components/panel.js";
import { report } from "../state/problems.js";
import { text } from "../text.js";
import { Group, nameOf } from "./group.js";
import { addFiles, board, clear, each, groups, named, reading, saveTable } from "./state.js";

const words = text.board;

/** @param {{ label: string, of: import("@preact/signals").Signal<boolean> }} props */
function Switch({ label, of }) {
  return html`<label class="board-switch"><input type="checkbox" checked=${of.value} onChange=${(
    /** @type {Event} */ event,
  ) => {
    of.value = /** @type {HTMLInputElement} */ (event.currentTarget).checked;
  }} /> ${label}</label>`;
}

/** What was read, and what was not. */
function Told() {
  const { entries, left } = board.value;
  if (reading.value) return html`<p>${words.reading}</p>`;
  if (entries.length + left.length === 0) return null;
  const runs = entries.reduce((sum, entry) => sum + entry.runs.length, 0);
  return html`
    <p>${words.holds(entries.length, runs)}</p>
    ${
      left.length > 0 &&
      html`<ul class="left-files">
      ${left.map((one) => html`<li key=${one.number}>${text.opened.left(nameOf(one), one.why)}</li>`)}
    </ul>`
    }
  `;
}

export function Board() {
  const take = (/** @type {File[]} */ files) => {
    if (files.length > 0) addFiles(files).catch((error) => report("run", error));
  };
  const filled = board.value.entries.length > 0;
  const any = filled || board.value.left.length > 0;
  return html`<${Panel} name="board" title=${words.title} lead=${words.lead}>
    <${DropFiles} label=${words.choose} hint=${words.drop} accept=".html,.json,text/html,application/json" multiple take=${take} />
    <div class="board-told" role="status"><${Told} /></div>
    ${
      any &&
      html`<div class="board-tools" role="group" aria-label=${words.tools}>
        <${Switch} label=${words.names} of=${named} />
        <${Switch} label=${words.each} of=${each} />
        <button type="button" class="second" disabled=${!filled} onClick=${saveTable}>${words.csv}</button>
        <button type="button" class="quiet" onClick=${clear}>${words.clear}</button>
      </div>`
    }
    ${groups.value.map((group) => html`<${Group} key=${group.key} group=${group} />`)}
  </${Panel}>`;
}
