/** A lesson in another page: chart, writers, the one button, and the way to the whole page. */
import { html } from "htm/preact";
import { useEffect } from "preact/hooks";
import { Chart } from "../components/chart.js";
import { Controls } from "../components/controls.js";
import { LiveRegion, Problems } from "../components/messages.js";
import { Side } from "../components/side.js";
import { headOf } from "../lessons/question.js";
import { linkOf } from "../state/address.js";
import { lessonOnScreen } from "../state/lesson.js";
import { runs } from "../state/runs.js";
import { text } from "../text.js";

/** It opens beside the other page, which the reader may not be done with. */
function Whole() {
  return html`<footer class="whole">
    <a href=${linkOf()} target="_blank" rel="noopener">${text.embed.whole}</a>
  </footer>`;
}

export function EmbeddedLesson() {
  const head = headOf(runs.value, lessonOnScreen.value);
  useEffect(() => {
    document.documentElement.dataset.embedded = "";
    document.title = `${head.question} · ${text.name}`;
  }, [head.question]);
  return html`
    <main id="experiment">
      <h1 class="unseen">${head.setup} ${head.question}</h1>
      <${Problems} />
      <${Controls} />
      <div class="stage">
        <${Chart} />
        <${Side} />
      </div>
      <${Whole} />
    </main>
    <${LiveRegion} />
  `;
}
