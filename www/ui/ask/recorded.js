/** The recording of a question: its runs as pairs, and the screen on which it plays in the place of one's own question. */
import { html } from "htm/preact";
import { count } from "../format.js";
import { Player } from "../recorded/player.js";
import { catalog } from "../state/engine.js";
import { brought, recording, sizeLabel, under } from "../state/recorded.js";
import { runs } from "../state/runs.js";
import { text } from "../text.js";
import { outcomes } from "../verdict/pairs.js";
import { floorFor, verdictOf } from "../verdict/verdict.js";
import { partsOf, questionOf } from "./question.js";
import { Evidence } from "./stage.js";
import { scopeOf, sentenceOf } from "./words.js";

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {import("../verdict/pairs.js").RunPair} RunPair */

/**
 * A question's runs stand pair by pair: each seed's reference, then what is asked about. A class pack may bring others, of
 * which those count that are pairs of one question.
 * @param {RunCard[]} cards @returns {RunPair[]}
 */
export function pairsOfRecorded(cards) {
  for (const card of cards) card.evaluated.value;
  const first = JSON.stringify(questionOf(cards)?.changes);
  /** @type {Map<number, RunPair>} */
  const pairs = new Map();
  for (let i = 0; i + 1 < cards.length; i += 2) {
    const [reference, asked] = cards.slice(i, i + 2);
    const changes = questionOf([reference, asked])?.changes;
    const { seed } = reference.config;
    if (changes && JSON.stringify(changes) === first && !pairs.has(seed))
      pairs.set(seed, { seed, asked, reference });
  }
  return [...pairs.values()];
}

/** The recorded pairs that are drawn under a question: those of the same one, at whatever size. @param {import("./question.js").Question | undefined} question */
export function pairsUnder(question) {
  const recorded = questionOf(under.value);
  const parts = (/** @type {Pick<import("./question.js").Question, "preset" | "changes">} */ one) =>
    JSON.stringify([one.preset, partsOf(one.changes)]);
  const same = question && recorded && parts(question) === parts(recorded);
  return same ? pairsOfRecorded(under.value) : [];
}

/** What the recorded verdict holds for; of a class pack's runs the page does not know the headlines. @param {RunCard} card */
function scope({ config, recipe, plan }) {
  if (recording.value === brought.value) return "";
  const preset = catalog.value?.presets.find((one) => one.name === recipe.preset)?.label;
  return scopeOf({
    size: sizeLabel.value,
    data: text.controls.facts.sample(count(config.titles)),
    recipe: preset ?? recipe.preset,
    steps: plan.value?.steps ?? 0,
  });
}

export function RecordedAsk() {
  const [reference, asked] = runs.value;
  // Others may be about to take their place.
  if (!reference) return null;
  const pairs = pairsOfRecorded(runs.value);
  const question = questionOf(runs.value);
  const { titles, val_frac } = reference.config;
  const title = question
    ? sentenceOf({ ...question, size: reference.recipe.size }, sizeLabel.value)
    : text.ask.label;
  return html`
    <section class="asking" aria-labelledby="asking-title">
      <h1 id="asking-title" class="sentence">${title}</h1>
    </section>
    <${Player} />
    <${Evidence}
      pairs=${pairs}
      under=${[]}
      verdict=${verdictOf(outcomes(pairs), floorFor(titles * val_frac))}
      changes=${question?.changes ?? []}
      reference=${reference.config}
      inks=${{ asked: asked?.ink ?? 0, reference: reference.ink }}
      live=${false}
      usualEnd=${titles * (1 - val_frac)}
      scope=${scope(reference)}
      offer=""
    />
  `;
}
