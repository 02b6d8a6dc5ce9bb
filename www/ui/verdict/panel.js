/** The verdict as it is read: in a few words, in figures, pair by pair, beside the paper, and with its rule. */
import { html } from "htm/preact";
import { text } from "../text.js";
import { Evidence } from "./evidence.js";
import { paperOn } from "./paper-on.js";
import { headlineOf, paperSentences, ruleSentences, sentencesOf } from "./words.js";

const words = text.verdict;

/**
 * @typedef {object} VerdictProps
 * @property {import("./verdict.js").Verdict} verdict
 * @property {import("./pairs.js").RunPair[]} pairs
 * @property {import("../ask/question.js").Change[]} changes
 * @property {Record<string, unknown>} reference The configuration that they change.
 * @property {{ asked: string, reference: string }} labels The variants where they stand beside each other.
 * @property {import("./words.js").Nouns} nouns The variants in a sentence.
 * @property {{ asked: number, reference: number }} inks
 * @property {string} scope What the verdict holds for.
 * @property {boolean} [live] Whether its runs train here, or have; a recording is only played.
 * @property {string} offer What a person can do to make it surer; empty where there is nothing.
 */

/** @param {VerdictProps} props */
export function VerdictPanel(props) {
  const {
    verdict,
    pairs,
    changes,
    reference,
    labels,
    nouns,
    inks,
    scope,
    offer,
    live = true,
  } = props;
  const pending = verdict.kind === "pending";
  const headline = headlineOf(pending && !live ? { ...verdict, kind: "none" } : verdict);
  return html`<section class="verdict" aria-labelledby="verdict-title" data-kind=${verdict.kind}>
    <h2 id="verdict-title"><span class="unseen">${words.label}: </span>${headline}</h2>
    ${sentencesOf(verdict, nouns).map((sentence, i) => html`<p key=${i}>${sentence}</p>`)}
    ${["none", "pending"].includes(verdict.kind) && html`<p>${words.waits}</p>`}
    ${offer && html`<p class="offer">${offer}</p>`}
    <${Evidence} pairs=${pairs} labels=${labels} inks=${inks} pending=${pending} floor=${verdict.floor} />
    ${
      changes.length > 0 &&
      html`<div class="cited">
        <h3>${words.paper.title}</h3>
        <p>${paperSentences(paperOn(changes, reference), changes, verdict, nouns).join(" ")}</p>
      </div>`
    }
    <details class="rests">
      <summary>${words.details}</summary>
      ${ruleSentences(verdict).map((sentence) => html`<p key=${sentence}>${sentence}</p>`)}
      ${scope && html`<p>${scope}</p>`}
      <p>${text.ask.seedMeans}</p>
    </details>
  </section>`;
}
