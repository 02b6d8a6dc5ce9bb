/** The last line of the first screen: what the page runs on, and what its unit means. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { binarySize, params } from "../format.js";
import { MeaningLinks } from "../meaning/links.js";
import { isSample } from "../state/data.js";
import { engineInfo } from "../state/engine.js";
import { offline } from "../state/offline.js";
import { runs } from "../state/runs.js";
import { text } from "../text.js";
import { OtherLanguage } from "./other-language.js";

/** A note that opens above its line, and closes with Escape or a click elsewhere. @param {{ label: string, children: import("preact").ComponentChildren }} props */
function Note({ label, children }) {
  const note = useRef(/** @type {HTMLDetailsElement | null} */ (null));
  useEffect(() => {
    const close = (/** @type {Event} */ event) => {
      const details = note.current;
      if (!details?.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== "Escape") return;
        if (details.contains(document.activeElement)) details.querySelector("summary")?.focus();
      } else if (event.target instanceof Node && details.contains(event.target)) return;
      details.open = false;
    };
    addEventListener("keydown", close);
    addEventListener("pointerdown", close);
    return () => {
      removeEventListener("keydown", close);
      removeEventListener("pointerdown", close);
    };
  }, []);
  return html`<details class="note" ref=${note}><summary>${label}</summary><div class="note-body">${children}</div></details>`;
}

export function Line() {
  const info = engineInfo.value;
  const size = runs.value[0]?.plan.value?.params ?? runs.value[0]?.params;
  const words = text.line;
  const facts = [
    info
      ? `${words.threads(info.threads)} · ${words.module(info.module)} · ${words.memory(binarySize(info.memory))}`
      : text.controls.facts.loading,
    ...(size ? [words.params(params(size))] : []),
    ...(isSample.value ? [words.synthetic] : []),
    ...(text.offline[offline.value] ? [text.offline[offline.value]] : []),
  ];
  return html`<footer class="line" aria-label=${words.label}>
    <p>${facts.join(" · ")}</p>
    ${info?.why && html`<${Note} label=${words.why}><p>${info.why}</p></${Note}>`}
    <${MeaningLinks} />
    <${OtherLanguage} />
  </footer>`;
}
