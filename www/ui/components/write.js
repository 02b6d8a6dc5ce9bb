/** Headlines at a person's wish, and what the runs wrote on their way. */
import { html } from "htm/preact";
import { useEffect } from "preact/hooks";
import { canCompare, forgetWishes } from "../state/nearest.js";
import { phase } from "../state/phase.js";
import { branches, earlierRuns, runs } from "../state/runs.js";
import { showPanel } from "../state/view.js";
import { byRuns, chosenWriter, writerOf } from "../state/writing.js";
import { text } from "../text.js";
import { NearestLine } from "./headline.js";
import { Panel } from "./panel.js";
import { Timeline } from "./timeline.js";
import { Samples, WriteForm } from "./write-form.js";

const words = text.panels.write;

/** The runs that have weights to write with. */
function ableRuns() {
  return [...runs.value, ...branches.value, ...earlierRuns.value].filter(
    (card) => card.engineId.value !== null,
  );
}

/** Those of them that are on the screen. */
function besideRuns() {
  return runs.value.filter((card) => card.engineId.value !== null);
}

/** The runs that write when asked now. */
function writers() {
  const able = ableRuns();
  const beside = besideRuns();
  if (chosenWriter.value === "all" && beside.length > 1) return beside;
  const one = able.find((card) => card.key === chosenWriter.value);
  return [one ?? able.at(Math.min(1, able.length - 1))].filter((card) => card !== undefined);
}

/** @param {{ checked: boolean, value: number | "all", label: string, ink?: number }} props */
function Choice({ checked, value, label, ink }) {
  return html`<label class="choice" data-ink=${ink}>
    <input type="radio" name="write-run" checked=${checked} onChange=${() => {
      chosenWriter.value = value;
    }} />
    <span>${label}</span>
  </label>`;
}

/** @param {{ chosen: import("../state/runs.js").RunCard[] }} props */
function WrittenBy({ chosen }) {
  const able = ableRuns();
  const beside = besideRuns();
  return html`<fieldset class="write-run">
    <legend>${words.run}</legend>
    ${able.length === 0 && html`<p>${words.none}</p>`}
    ${able.map((card) => {
      const name = earlierRuns.value.includes(card)
        ? `${card.name.value} (${text.runs.earlierShort})`
        : card.name.value;
      const checked = chosen.length === 1 && chosen[0] === card;
      return html`<${Choice} key=${card.key} value=${card.key} label=${name} ink=${card.ink} checked=${checked} />`;
    })}
    ${beside.length > 1 && html`<${Choice} value="all" label=${words.beside(beside.length)} checked=${chosen.length > 1} />`}
  </fieldset>`;
}

/** @param {{ chosen: import("../state/runs.js").RunCard[] }} props */
function Form({ chosen }) {
  return html`<${WriteForm} place=${byRuns} able=${chosen.length > 0} writers=${() => chosen.map(writerOf)}>
    <${WrittenBy} chosen=${chosen} />
  </${WriteForm}>`;
}

export function Write() {
  useEffect(() => forgetWishes, []);
  const chosen = writers();
  const comparable = [...runs.value, ...branches.value, ...earlierRuns.value].some(canCompare);
  return html`<${Panel} name="write" title=${words.title} lead=${words.lead}>
    ${
      chosen.length === 0 && phase.value === "recorded"
        ? html`<p class="timeline-lead">${words.noneRecorded}</p>`
        : html`<${Form} chosen=${chosen} />`
    }
    ${comparable && html`<p class="why">${words.nearest.why}</p>`}
    <${Samples} place=${byRuns} />
    <button type="button" class="quiet write-elsewhere" onClick=${() => showPanel("folder")}>${text.folder.way}</button>
    <${Timeline} />
    ${comparable && html`<${NearestLine} />`}
  </${Panel}>`;
}
