/** The ways from the page's line to what explains its numbers. */
import { html } from "htm/preact";
import { openPanel, togglePanel } from "../state/view.js";
import { text } from "../text.js";

/** @param {{ name: import("../state/view.js").PanelName, label: string }} props */
function PanelLink({ name, label }) {
  return html`<button type="button" class="quiet" aria-expanded=${openPanel.value === name} aria-controls=${`panel-${name}`} onClick=${() => togglePanel(name)}>${label}</button>`;
}

export function MeaningLinks() {
  return html`
    <${PanelLink} name="tables" label=${text.tables.open} />
    <${PanelLink} name="meaning" label=${text.meaning.open} />
  `;
}
