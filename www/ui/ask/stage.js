/** What a question rests on, beside each other: the curves of its pairs, and the verdict with its table. */
import { html } from "htm/preact";
import { Figure } from "../verdict/figure.js";
import { VerdictPanel } from "../verdict/panel.js";
import { nounsFor, variantLabel } from "./words.js";

/**
 * @typedef {object} EvidenceProps
 * @property {import("../verdict/pairs.js").RunPair[]} pairs As the figure draws them.
 * @property {import("../verdict/pairs.js").RunPair[]} [told] As the table tells them, where that is otherwise.
 * @property {import("../verdict/pairs.js").RunPair[]} under Recorded pairs under them.
 * @property {import("../verdict/verdict.js").Verdict} verdict
 * @property {import("./question.js").Change[]} changes
 * @property {Record<string, unknown>} reference The configuration that they change.
 * @property {{ asked: number, reference: number }} inks
 * @property {boolean} live Whether its runs train here, so that what is drawn of them can be held still.
 * @property {number} usualEnd The x axis' end before any run is there.
 * @property {string} scope What the verdict holds for.
 * @property {string} offer What would make it surer.
 */

/** @param {EvidenceProps} props */
export function Evidence({ pairs, told = pairs, under, usualEnd, live, ...rest }) {
  const { verdict, changes, inks } = rest;
  const labels = {
    asked: variantLabel(changes, "asked"),
    reference: variantLabel(changes, "reference"),
  };
  return html`<div class="stage evidence">
    <${Figure} pairs=${pairs} under=${under} labels=${labels} inks=${inks} usualEnd=${usualEnd} floor=${verdict.floor} live=${live} />
    <${VerdictPanel} ...${rest} live=${live} pairs=${told} labels=${labels} nouns=${nounsFor(changes)} />
  </div>`;
}
