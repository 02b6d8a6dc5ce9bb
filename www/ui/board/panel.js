/** The class board: hand-ins and run files of a whole class side by side, by question and configuration. */
import { html } from "htm/preact";
import { DropFiles } from "../components/files.js";
import { Panel } from "../components/panel.js";
import { passFocus } from "../components/pass-focus.js";
import { announce } from "../state/announce.js";
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

/** How much of it was read. */
function holds() {
  const { entries } = board.value;
  const runs = entries.reduce((sum, entry) => sum + entry.runs.length, 0);
  return words.holds(entries.length, runs);
}

/** @param {import("./entries.js").LeftFile} one */
const leftInWords = (one) => text.opened.left(nameOf(one), one.why);

/** What was read, and what was not. */
function Told() {
  const { entries, left } = board.value;
  if (reading.value) return html`<p>${words.reading}</p>`;
  if (entries.length + left.length === 0) return null;
  return html`
    <p>${holds()}</p>
    ${
      left.length > 0 &&
      html`<ul class="left-files">
      ${left.map((one) => html`<li key=${one.number}>${leftInWords(one)}</li>`)}
    </ul>`
    }
  `;
}

/** The tools go with what they were for. @param {MouseEvent} event */
function clearAll(event) {
  const panel = /** @type {HTMLElement} */ (event.currentTarget).closest(".panel");
  passFocus(event, panel?.querySelector(".drop input"));
  clear();
}

export function Board() {
  const take = async (/** @type {File[]} */ files) => {
    if (files.length === 0) return;
    const before = board.value.left.length;
    try {
      await addFiles(files);
      announce([holds(), ...board.value.left.slice(before).map(leftInWords)].join(" "));
    } catch (error) {
      report("run", error);
    }
  };
  const filled = board.value.entries.length > 0;
  const any = filled || board.value.left.length > 0;
  return html`<${Panel} name="board" title=${words.title} lead=${words.lead}>
    <${DropFiles} label=${words.choose} hint=${words.drop} accept=".html,.json,text/html,application/json" multiple take=${take} />
    <div class="board-told"><${Told} /></div>
    ${
      any &&
      html`<div class="board-tools" role="group" aria-label=${words.tools}>
        <${Switch} label=${words.names} of=${named} />
        <${Switch} label=${words.each} of=${each} />
        <button type="button" class="second" disabled=${!filled} onClick=${saveTable}>${words.csv}</button>
        <button type="button" class="quiet" onClick=${clearAll}>${words.clear}</button>
      </div>`
    }
    ${groups.value.map((group) => html`<${Group} key=${group.key} group=${group} />`)}
  </${Panel}>`;
}
