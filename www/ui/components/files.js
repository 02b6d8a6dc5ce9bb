/** The ways to files of the machine: a button, and a place to drop them on. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { chosen, dropped } from "../files/given.js";
import { ENDING } from "../pack/name.js";
import { give } from "../state/drop.js";

/** @typedef {import("../files/given.js").Given} Given */

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

/** A button for a whole folder. @param {{ label: string, take: (given: Given[]) => void }} props */
function FolderButton({ label, take }) {
  return html`<label class="file">
    <input
      type="file"
      webkitdirectory
      onChange=${(/** @type {Event} */ event) => {
        const input = /** @type {HTMLInputElement} */ (event.currentTarget);
        take(chosen(input.files ?? []));
        input.value = "";
      }}
    />
    <span>${label}</span>
  </label>`;
}

/**
 * `take` gets the files, and with their places in folders; with a label for `folder` a whole one can be chosen too.
 * @param {{
 *   label: string, hint: string, accept: string, multiple?: boolean, folder?: string,
 *   take: (files: File[], given: Given[]) => void,
 * }} props
 */
export function DropFiles({ hint, take, folder, ...button }) {
  const [over, setOver] = useState(false);
  const hand = (/** @type {Given[]} */ given) =>
    give(
      given.map(({ file }) => file),
      (files) => take(files, given),
    );
  const drop = (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer) dropped(event.dataTransfer).then(hand);
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
    <${FileButton} ...${button} take=${(/** @type {File[]} */ files) => take(files, chosen(files))} />
    ${folder && html`<${FolderButton} label=${folder} take=${hand} />`}
    <p>${hint}</p>
  </div>`;
}
