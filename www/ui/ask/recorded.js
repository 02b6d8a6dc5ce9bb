/** The recording of a question: its runs as pairs, and the screen on which it plays in the place of one's own question. */
import { html } from "htm/preact";
import { count } from "../format.js";
import { ASK } from "../lessons/index.js";
import { Player } from "../recorded/player.js";
import { catalog } from "../state/engine.js";
import { brought, recording, sizeLabel } from "../state/recorded.js";
import { overlay, runs } from "../state/runs.js";
import { text } from "../text.js";
import { outcomes } from "../verdict/pairs.js";
import { floorFor, verdictOf } from "../verdict/verdict.js";
import { questionOf } from "./question.js";
import { Evidence } from "./stage.js";
import { scopeOf, sentenceOf } from "./words.js";

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {import("../verdict/pairs.js").RunPair} RunPair */

/** A question's runs stand pair by pair: each seed's reference, then what is asked about. @param {RunCard[]} cards @returns {RunPair[]} */
export function pairsOfRecorded(cards) {
  for (const card of cards) card.evaluated.value;
  return cards.flatMap((reference, i) => {
    const asked = cards[i + 1];
    const { seed } = reference.config;
    return i % 2 === 0 && asked?.config.seed === seed ? [{ seed, asked, reference }] : [];
  });
}

/** The recorded pairs that are drawn under a question: those of the same two variants, at whatever size. @param {import("./question.js").Change[]} changes */
export function pairsUnder(changes) {
  const all = pairsOfRecorded(overlay.value.filter(({ recipe }) => recipe.lesson === ASK));
  const sides = /** @type {const} */ (["asked", "reference"]);
  return all.filter((pair) =>
    changes.every((change) =>
      sides.every((side) => pair[side].config[change.field] === change[side]),
    ),
  );
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
  const cards = runs.value;
  const pairs = pairsOfRecorded(cards);
  const question = questionOf(cards) ?? { preset: "", changes: [], seeds: 0 };
  const [reference, asked] = cards;
  const { titles, val_frac } = reference.config;
  return html`
    <section class="asking" aria-label=${text.ask.label}>
      <h1 class="sentence">${sentenceOf({ ...question, size: reference.recipe.size }, sizeLabel.value)}</h1>
    </section>
    <${Player} />
    <${Evidence}
      pairs=${pairs}
      under=${[]}
      verdict=${verdictOf(outcomes(pairs), floorFor(titles * val_frac))}
      changes=${question.changes}
      reference=${reference.config}
      inks=${{ asked: asked?.ink ?? 0, reference: reference.ink }}
      live=${false}
      usualEnd=${titles * (1 - val_frac)}
      scope=${scope(reference)}
      offer=""
    />
  `;
}
