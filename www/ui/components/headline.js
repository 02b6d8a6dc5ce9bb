/** A headline that a run has written: marked where it was learned by heart, and held beside the training title nearest to it. */
import { html } from "htm/preact";
import { percent } from "../format.js";
import { canCompare, nearestTo, pointAt, pointAway, pointed } from "../state/nearest.js";
import { text } from "../text.js";

const words = text.panels.write.nearest;

/** @typedef {import("../state/runs.js").RunCard} RunCard */

/** @param {import("../state/nearest.js").NearestTitle | null | undefined} nearest */
function sentenceOf(nearest) {
  if (nearest === undefined) return words.looking;
  if (nearest === null) return words.nothing;
  if (nearest.exact) return words.exact(nearest.title);
  if (nearest.similarity === 0) return words.far;
  return words.near(nearest.title, percent(nearest.similarity));
}

/**
 * @param {object} props
 * @param {string} props.id Unique on the page.
 * @param {RunCard} props.card
 * @param {string} props.written The headline, whole.
 * @param {string} props.className
 * @param {boolean} props.stop Whether Tab reaches it; arrows reach the others (roving.js).
 * @param {() => void} props.arrive It has the focus.
 */
export function Headline({ id, card, written, className, stop, arrive }) {
  if (written === "") return html`<span class=${className}>${text.writers.empty}</span>`;
  if (!canCompare(card)) return html`<span class=${className}>${written}</span>`;
  const nearest = nearestTo(card, written).value;
  const point = () => pointAt(card, written);
  const away = () => pointAway(card, written);
  return html`<span
      class=${className}
      data-stop
      tabindex=${stop ? 0 : -1}
      aria-describedby=${nearest ? id : null}
      onMouseEnter=${point}
      onMouseLeave=${away}
      onFocus=${() => {
        point();
        arrive();
      }}
      onBlur=${away}
    >${written}</span>${nearest?.exact && html` <span class="by-heart">${words.mark}</span>`}${nearest && html`<span id=${id} hidden>${sentenceOf(nearest)}</span>`}`;
}

/** The title nearest to the headline that is pointed at; one line for all, at the foot of what is in view. */
export function NearestLine() {
  const at = pointed.value;
  return html`<p class="nearest" data-empty=${at === null}>${at ? sentenceOf(nearestTo(at.card, at.text).value) : words.hint}</p>`;
}
