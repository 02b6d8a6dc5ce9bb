/** The ways from the page's line to what explains its numbers. */
import { html } from "htm/preact";
import { PanelLink } from "../components/panel.js";
import { text } from "../text.js";

export function MeaningLinks() {
  return html`
    <${PanelLink} name="inside" label=${text.inside.open} />
    <${PanelLink} name="tables" label=${text.tables.open} />
    <${PanelLink} name="meaning" label=${text.meaning.open} />
  `;
}
