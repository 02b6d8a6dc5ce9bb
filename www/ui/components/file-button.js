/** The way to a file of headlines. */
import { html } from "htm/preact";
import { headlines } from "../state/lab.js";

/** @param {File | undefined} file */
export function chooseFile(file) {
  if (file) headlines.choose({ kind: "file", file });
}

/** The way to a file of the machine. @param {{ label: string }} props */
export function FileButton({ label }) {
  return html`<label class="file">
    <input
      type="file"
      accept=".txt,.csv,text/plain,text/csv"
      onChange=${(/** @type {Event} */ event) => {
        const input = /** @type {HTMLInputElement} */ (event.currentTarget);
        chooseFile(input.files?.[0]);
        input.value = "";
      }}
    />
    <span>${label}</span>
  </label>`;
}
