/** What stands beside the chart: what the runs write, or their figures beside the paper's. */
import { html } from "htm/preact";
import { lazy } from "../lazy.js";
import { presenting } from "../present/present.js";
import { embedded } from "../state/embedded.js";
import { lessonOnScreen } from "../state/lesson.js";
import { showSide, side } from "../state/side.js";
import { text } from "../text.js";
import { Writers } from "./writers.js";

const Beside = lazy(async () => (await import("./beside.js")).Beside);

/** @param {{ name: import("../state/side.js").SideName }} props */
function Tab({ name }) {
  return html`<button type="button" class="quiet" aria-pressed=${side.value === name} onClick=${() => showSide(name)}>${text.side[name]}</button>`;
}

export function Side() {
  const lesson = presenting.value || embedded ? null : lessonOnScreen.value;
  return html`<div class="side">
    ${
      lesson &&
      html`<div class="side-tabs" role="group" aria-label=${text.side.label}>
        <${Tab} name="writers" />
        <${Tab} name="paper" />
      </div>`
    }
    ${lesson && side.value === "paper" ? html`<${Beside} lesson=${lesson} />` : html`<${Writers} />`}
  </div>`;
}
