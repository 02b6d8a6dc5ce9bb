/** The chart as files, all made in the tab. */
import { download } from "../../download.js";
import { bracketOf, captionOf } from "../../lessons/caption.js";
import { view, zoom } from "../../state/chart.js";
import { lessonOnScreen } from "../../state/lesson.js";
import { pair } from "../../state/pair.js";
import { phase } from "../../state/phase.js";
import { tell } from "../../state/problems.js";
import { drawn, runs } from "../../state/runs.js";
import { text } from "../../text.js";
import { paletteOf } from "../palette.js";
import { tableOf } from "./csv.js";
import { fileName } from "./names.js";
import { pixelsOf } from "./png.js";
import { pictureOf } from "./svg.js";

/** The chart as it is looked at now, as markup. */
function picture() {
  return pictureOf({
    cards: drawn.value,
    view: view.value,
    zoom: zoom.value,
    bracket: bracketOf(pair.value, view.value.y),
    caption: captionOf(runs.value, phase.value, lessonOnScreen.value),
    colours: paletteOf(document.documentElement),
  });
}

/** @param {"svg" | "png" | "csv"} kind */
async function fileOf(kind) {
  if (kind === "csv") return new Blob([tableOf(drawn.value)], { type: "text/csv;charset=utf-8" });
  if (kind === "png") return pixelsOf(picture());
  return new Blob([picture().markup], { type: "image/svg+xml" });
}

/** Saves the chart, or all of its readings. @param {"svg" | "png" | "csv"} kind */
export async function save(kind) {
  try {
    download(await fileOf(kind), fileName(kind, drawn.value, view.value));
  } catch (error) {
    tell(text.chart.axes.saveFailed(error instanceof Error ? error.message : String(error)));
  }
}
