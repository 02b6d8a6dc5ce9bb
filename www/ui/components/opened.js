/** Runs from files: the way to open them, and what became of those that were. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { count } from "../format.js";
import { opened, openRuns } from "../state/opened.js";
import { report } from "../state/problems.js";
import { text } from "../text.js";

const words = text.opened;

/**
 * A place to drop files on, with a button that chooses them.
 * @param {{ label: string, hint: string, accept: string, take: (files: File[]) => void }} props
 */
export function DropFiles({ label, hint, accept, take }) {
  const [over, setOver] = useState(false);
  const drop = (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    setOver(false);
    take([...(event.dataTransfer?.files ?? [])]);
  };
  return html`<div
    class="drop"
    data-over=${over}
    onDragOver=${(/** @type {DragEvent} */ event) => {
      event.preventDefault();
      setOver(true);
    }}
    onDragLeave=${() => setOver(false)}
    onDrop=${drop}
  >
    <label class="file">
      <input
        type="file"
        multiple
        accept=${accept}
        onChange=${(/** @type {Event} */ event) => {
          const input = /** @type {HTMLInputElement} */ (event.currentTarget);
          take([...(input.files ?? [])]);
          input.value = "";
        }}
      />
      <span>${label}</span>
    </label>
    <p>${hint}</p>
  </div>`;
}

/** Files that were left, each with its reason. @param {{ left: import("../state/opened.js").Left[] }} props */
export function LeftFiles({ left }) {
  if (left.length === 0) return null;
  return html`<ul class="left-files">
    ${left.map(({ name, why }, i) => html`<li key=${i}>${words.left(name, why)}</li>`)}
  </ul>`;
}

export function OpenRuns() {
  const open = (/** @type {File[]} */ files) => {
    if (files.length > 0) openRuns(files).catch((error) => report("run", error));
  };
  const told = opened.value;
  return html`<div class="open-runs">
    <${DropFiles} label=${words.open} hint=${words.drop} accept=".json,.html,application/json,text/html" take=${open} />
    <div>
      ${told && told.names.length > 0 && html`<p>${words.opened(told.names)}</p>`}
      ${told && html`<${LeftFiles} left=${told.left} />`}
    </div>
  </div>`;
}

/** Where an opened run comes from, in sentences. @param {{ card: import("../state/runs.js").RunCard }} props */
export function OpenedFrom({ card }) {
  const file = card.opened;
  if (!file) return null;
  const { engine, made_at, run, data } = file;
  const date = new Date(made_at);
  const made = Number.isNaN(date.getTime())
    ? made_at
    : new Intl.DateTimeFormat(text.locale, { dateStyle: "medium" }).format(date);
  const state = text.runs.states[/** @type {keyof typeof text.runs.states} */ (run.state)];
  return html`<p class="run-note">${words.from({
    made,
    version: engine.version,
    module: engine.module,
    threads: text.line.threads(engine.threads),
    state,
  })}</p>
  ${data && html`<p class="run-note">${words.data(data.synthetic ? text.panels.mine.sampleName : data.name, count(data.train_titles), count(data.val_titles))}</p>`}`;
}
