/** The page: the first screen, the panel that is open, the runs. */
import { html } from "htm/preact";
import { Ask } from "../ask/ask.js";
import { ModelOfQuestion } from "../ask/model.js";
import { Inside } from "../inside/panel.js";
import { ASK } from "../lessons/index.js";
import { Meaning } from "../meaning/meaning.js";
import { Corner } from "../present/corner.js";
import { Player } from "../recorded/player.js";
import { LargeCode } from "../share/large.js";
import { Share } from "../share/panel.js";
import { lesson } from "../state/lesson.js";
import { recording } from "../state/recorded.js";
import { openPanel } from "../state/view.js";
import { Tables } from "../tables/tables.js";
import { Chart } from "./chart.js";
import { Controls } from "./controls.js";
import { Later } from "./later.js";
import { Line } from "./line.js";
import { Masthead } from "./masthead.js";
import { LiveRegion, Problems } from "./messages.js";
import { Mine } from "./mine.js";
import { Needed } from "./needed.js";
import { Next } from "./next.js";
import { Question } from "./question.js";
import { Recipe } from "./recipe.js";
import { Runs } from "./runs.js";
import { Side } from "./side.js";
import { Write } from "./write.js";

const board = async () => (await import("../board/panel.js")).Board;

/** A lesson: its question, its button, its chart, and what stands beside it. */
function Experiment() {
  return html`
    <${Question} />
    ${recording.value ? html`<${Player} />` : html`<${Controls} />`}
    <div class="stage">
      <${Chart} />
      <${Next} place="chart" />
      <${Side} />
    </div>
  `;
}

export function App() {
  return html`
    <${Masthead} />
    <main id="experiment">
      <${Problems} />
      <${Needed} />
      ${lesson.value.id === ASK ? html`<${Ask} />` : html`<${Experiment} />`}
      <${Line} />
      ${openPanel.value === "mine" && html`<${Mine} />`}
      ${openPanel.value === "recipe" && html`<${Recipe} />`}
      ${openPanel.value === "write" && html`<${Write} />`}
      ${openPanel.value === "inside" && html`<${Inside} />`}
      ${openPanel.value === "model" && html`<${ModelOfQuestion} />`}
      ${openPanel.value === "tables" && html`<${Tables} />`}
      ${openPanel.value === "meaning" && html`<${Meaning} />`}
      ${openPanel.value === "share" && html`<${Share} />`}
      ${openPanel.value === "board" && html`<${Later} load=${board} />`}
      <${Runs} />
      <${Corner} />
    </main>
    <${LargeCode} />
    <${LiveRegion} />
  `;
}
