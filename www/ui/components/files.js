/** The ways to files of the machine: a button, and a place to drop them on. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";

/** What a file dialog offers for headlines. */
export const HEADLINES = ".txt,.csv,text/plain,text/csv";

/** @param {{ label: string, accept: string, multiple?: boolean, take: (files: File[]) => void }} props */
export function FileButton({ label, accept, multiple = false, take }) {
  return html`<label class="file">
    <input
      type="file"
      multiple=${multiple}
      accept=${accept}
      onChange=${(/** @type {Event} */ event) => {
        const input = /** @type {HTMLInputElement} */ (event.currentTarget);
        take([...(input.files ?? [])]);
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
    <${FileButton} ...${button} take=${take} />
    <p>${hint}</p>
  </div>`;
}
