/** The page: the first screen, the panel that is open, the runs. */
import { html } from "htm/preact";
import { openPanel } from "../state/view.js";
import { Chart } from "./chart.js";
import { Controls } from "./controls.js";
import { Line } from "./line.js";
import { Masthead } from "./masthead.js";
import { LiveRegion, Problems } from "./messages.js";
import { Mine } from "./mine.js";
import { Question } from "./question.js";
import { Recipe } from "./recipe.js";
import { Runs } from "./runs.js";
import { Write } from "./write.js";
import { Writers } from "./writers.js";

export function App() {
  return html`
    <${Masthead} />
    <main id="experiment">
      <${Problems} />
      <${Question} />
      <${Controls} />
      <div class="stage">
        <${Chart} />
        <${Writers} />
      </div>
      <${Line} />
      ${openPanel.value === "mine" && html`<${Mine} />`}
      ${openPanel.value === "recipe" && html`<${Recipe} />`}
      ${openPanel.value === "write" && html`<${Write} />`}
      <${Runs} />
    </main>
    <${LiveRegion} />
  `;
}
