/** The ways to files of the machine: a button, and a place to drop them on. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { ENDING } from "../pack/name.js";
import { give } from "../state/drop.js";

/** What a file dialog offers for headlines; a class pack brings them too. */
export const HEADLINES = `.txt,.csv,.tsv,.tab,.json,.jsonl,.ndjson,.parquet,.gz,.zip,text/plain,text/csv,${ENDING}`;

/** @param {{ label: string, accept: string, multiple?: boolean, take: (files: File[]) => void }} props */
export function FileButton({ label, accept, multiple = false, take }) {
  return html`<label class="file">
    <input
      type="file"
      multiple=${multiple}
      accept=${accept}
      onChange=${(/** @type {Event} */ event) => {
        const input = /** @type {HTMLInputElement} */ (event.currentTarget);
        give([...(input.files ?? [])], take);
        input.value = "";
      }}
    />
    <span>${label}</span>
  </label>`;
}

/** @param {{ label: string, hint: string, accept: string, multiple?: boolean, take: (files: File[]) => void }} props */
export function DropFiles({ hint, take, ...button }) {
  const [over, setOver] = useState(false);
  const drop = (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    setOver(false);
    give([...(event.dataTransfer?.files ?? [])], take);
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
    <${FileButton} ...${button} take=${take} />
    <p>${hint}</p>
  </div>`;
}
