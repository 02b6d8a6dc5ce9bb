/** The page: the first screen, the panel that is open, the runs. */
import { html } from "htm/preact";
import { atFirstUse, lazy } from "../lazy.js";
import { ASK } from "../lessons/index.js";
import { Corner } from "../present/corner.js";
import { Player } from "../recorded/player.js";
import { codeShown } from "../share/shown.js";
import { embedded } from "../state/embedded.js";
import { has } from "../state/laid-out.js";
import { lesson } from "../state/lesson.js";
import { isPackShown } from "../state/packed.js";
import { recording } from "../state/recorded.js";
import { openPanel } from "../state/view.js";
import { Chart } from "./chart.js";
import { Controls } from "./controls.js";
import { Line } from "./line.js";
import { Masthead } from "./masthead.js";
import { LiveRegion, Problems } from "./messages.js";
import { Needed } from "./needed.js";
import { Next } from "./next.js";
import { Question } from "./question.js";
import { Side } from "./side.js";

const Ask = atFirstUse(async () => (await import("../ask/ask.js")).Ask);
const Packed = atFirstUse(async () => (await import("./packed.js")).Packed);
const Runs = lazy(async () => (await import("./runs.js")).Runs);
const EmbeddedLesson = atFirstUse(async () => (await import("../embed/lesson.js")).EmbeddedLesson);
const LargeCode = atFirstUse(async () => (await import("../share/large.js")).LargeCode);

/** By the panels' names. */
const PANELS = {
  mine: lazy(async () => (await import("./mine.js")).Mine),
  recipe: lazy(async () => (await import("./recipe.js")).Recipe),
  write: lazy(async () => (await import("./write.js")).Write),
  inside: atFirstUse(async () => (await import("../inside/panel.js")).Inside),
  model: atFirstUse(async () => (await import("../ask/model.js")).ModelOfQuestion),
  tables: atFirstUse(async () => (await import("../tables/tables.js")).Tables),
  meaning: lazy(async () => (await import("../meaning/meaning.js")).Meaning),
  share: atFirstUse(async () => (await import("../share/panel.js")).Share),
  board: atFirstUse(async () => (await import("../board/panel.js")).Board),
  folder: atFirstUse(async () => (await import("../folder/panel.js")).ModelFromFiles),
};

/** The losses, and what stands beside them. The stage has its room from the start, so that nothing moves when they come. */
function Stage() {
  return html`<div class="stage">
    ${has("chart") && html`<${Chart} />`}
    ${has("rest") && html`<${Next} place="chart" /><${Side} />`}
  </div>`;
}

/** A lesson: its question, its button, its chart, and what stands beside it. */
function Experiment() {
  return html`
    <${Question} />
    ${recording.value ? html`<${Player} />` : html`<${Controls} />`}
    <${Stage} />
  `;
}

/** What stands below a lesson. */
function Below() {
  if (!has("rest")) return null;
  const Panel = openPanel.value && PANELS[openPanel.value];
  return html`
    <${Line} />
    ${Panel && html`<${Panel} key=${openPanel.value} />`}
    <${Runs} />
    <${Corner} />
  `;
}

export function App() {
  if (embedded && lesson.value.id !== ASK) return html`<${EmbeddedLesson} />`;
  return html`
    <${Masthead} />
    <main id="experiment">
      <${Problems} />
      <${Needed} />
      ${isPackShown.value && html`<${Packed} />`}
      ${lesson.value.id === ASK ? html`<${Ask} />` : html`<${Experiment} />`}
      <${Below} />
    </main>
    ${codeShown.value && html`<${LargeCode} />`}
    <${LiveRegion} />
  `;
}
