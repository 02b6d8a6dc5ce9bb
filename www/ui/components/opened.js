/** Runs from files: the way to open them, and what became of those that were. */
import { html } from "htm/preact";
import { count } from "../format.js";
import { opened } from "../state/opened.js";
import { report } from "../state/problems.js";
import { text } from "../text.js";
import { ComeBack } from "./comeback.js";
import { DropFiles, HEADLINES } from "./files.js";

const words = text.opened;

/** Files that were left, each with its reason. @param {{ left: import("../state/opened.js").Left[] }} props */
export function LeftFiles({ left }) {
  if (left.length === 0) return null;
  return html`<ul class="left-files">
    ${left.map(({ name, why }, i) => html`<li key=${i}>${words.left(name, why)}</li>`)}
  </ul>`;
}

export function OpenRuns() {
  const open = (
    /** @type {File[]} */ _files,
    /** @type {import("../files/given.js").Given[]} */ given,
  ) => {
    // What reads models comes with the first file, and not with the list of runs.
    import("../files/take.js")
      .then(({ takeFiles }) => takeFiles(given))
      .catch((error) => report("run", error));
  };
  const told = opened.value;
  return html`<div class="open-runs">
    <${DropFiles} label=${words.open} hint=${words.drop} accept=${`.html,.safetensors,application/json,text/html,${HEADLINES}`} multiple take=${open} />
    <div>
      <${ComeBack} />
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
