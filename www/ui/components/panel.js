/** A panel one level down: part of the page's flow, never above it; takes the focus when it opens, gives it back when it closes. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { closePanel, openPanel, togglePanel } from "../state/view.js";
import { text } from "../text.js";

/** The quiet way to a panel and back. @param {{ name: import("../state/view.js").PanelName, label: string }} props */
export function PanelLink({ name, label }) {
  const open = openPanel.value === name;
  return html`<button type="button" class="quiet" aria-expanded=${open} aria-controls=${`panel-${name}`} onClick=${() => togglePanel(name)}>${label}</button>`;
}

/** @param {{ name: import("../state/view.js").PanelName, title: string, lead: string, children: import("preact").ComponentChildren }} props */
export function Panel({ name, title, lead, children }) {
  const heading = useRef(/** @type {HTMLHeadingElement | null} */ (null));
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.closest("section")?.scrollIntoView({ block: "start" });
  }, []);
  const close = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape") closePanel();
  };
  return html`<section class="panel" id=${`panel-${name}`} aria-labelledby=${`panel-${name}-title`} onKeyDown=${close}>
    <div class="panel-head">
      <h2 id=${`panel-${name}-title`} tabindex="-1" ref=${heading}>${title}</h2>
      <p class="lead">${lead}</p>
      <button type="button" class="quiet" onClick=${closePanel}>${text.panels.close}</button>
    </div>
    ${children}
  </section>`;
}
