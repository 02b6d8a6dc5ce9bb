/** A look at a person's own headlines before they are trained on, and switches that leave some out. */
import { html } from "htm/preact";
import { useEffect } from "preact/hooks";
import { count, decimal } from "../format.js";
import { data, ownSource } from "../state/data.js";
import {
  closeLook,
  cutTitle,
  leaveOut,
  openLook,
  pieces,
  sift,
  title,
  useLeft,
  view,
} from "../state/look.js";
import { drafts } from "../state/recipes.js";
import { text } from "../text.js";

const words = text.look;

/** @typedef {NonNullable<typeof view.value>} View */

/** What training on what is left comes to: from the data in use, where that is another choice about. @param {View} shown */
function expected({ left, chars }) {
  const used = data.value;
  const config = drafts.value[0]?.resolved?.config;
  if (!used || !config || left === 0) return null;
  const { titles_found, titles_used } = used.info;
  const perToken = used.train_chars / used.train_tokens;
  const exact = left === titles_found;
  // Five characters stand for the end of a title.
  const perTitle = (chars / left + 5) / perToken;
  const titles = Math.min(left, config.titles) * (used.train_titles / titles_used);
  const tokens = exact ? used.train_tokens : Math.round(titles * perTitle);
  return {
    perToken,
    tokens,
    steps: Math.floor(tokens / (config.batch_size * config.block_size)),
    exact,
  };
}

/** @param {{ label: string, value: string }} props */
function Fact({ label, value }) {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}

/** @param {{ shown: View }} props */
function Facts({ shown }) {
  const told = expected(shown);
  const about = (/** @type {number} */ n) => (told?.exact ? count(n) : words.about(count(n)));
  return html`<dl class="facts-list" aria-label=${words.facts}>
    <${Fact} label=${words.left} value=${words.leftOf(count(shown.left), count(shown.found))} />
    <${Fact} label=${words.repeated} value=${count(shown.repeated)} />
    <${Fact} label=${words.empty} value=${count(shown.empty)} />
    ${
      told &&
      html`<${Fact} label=${words.perToken} value=${decimal(told.perToken, 1)} />
      <${Fact} label=${words.tokens} value=${about(told.tokens)} />
      <${Fact} label=${words.steps} value=${about(told.steps)} />`
    }
  </dl>`;
}

/** The histogram's room, in its own units. */
const [WIDTH, HEIGHT] = [480, 96];

/** How long the headlines are: what is left in ink, what is left out in outline. @param {{ shown: View }} props */
function Lengths({ shown }) {
  const { width, all, left } = shown.bins;
  const most = Math.max(1, ...all);
  const step = WIDTH / all.length;
  const bar = (/** @type {number} */ n, /** @type {number} */ i, /** @type {string} */ kind) => {
    const height = (n / most) * HEIGHT;
    return (
      n > 0 &&
      html`<rect key=${`${kind}${i}`} class=${`lengths-${kind}`} x=${i * step + 0.5} y=${HEIGHT - height} width=${step - 2} height=${height} />`
    );
  };
  const marks = [0, 6, 12, 18].map(
    (i) => html`<text key=${i} x=${i * step} y=${HEIGHT + 16}>${count(i * width)}</text>`,
  );
  const [from, to] = shown.middle;
  return html`<figure class="lengths">
    <svg viewBox=${`0 0 ${WIDTH} ${HEIGHT + 20}`} role="img" aria-label=${words.lengthsSaid(count(from), count(to), count(shown.longest))}>
      ${all.map((n, i) => bar(n, i, "all"))}
      ${left.map((n, i) => bar(n, i, "left"))}
      <line x1="0" x2=${WIDTH} y1=${HEIGHT} y2=${HEIGHT} />
      ${marks}
    </svg>
    <figcaption>${words.lengths} ${words.lengthsSaid(count(from), count(to), count(shown.longest))}</figcaption>
  </figure>`;
}

/** @param {{ label: string, field: "shortest" | "longest" }} props */
function Limit({ label, field }) {
  const value = sift.value[field];
  return html`<label class="sift-field">
    <span>${label}</span>
    <input
      type="number"
      min="0"
      step="1"
      value=${value === 0 ? "" : String(value)}
      onInput=${(/** @type {Event} */ event) => {
        const typed = Number(/** @type {HTMLInputElement} */ (event.currentTarget).value);
        leaveOut({ [field]: Number.isFinite(typed) ? Math.max(0, Math.floor(typed)) : 0 });
      }}
      onChange=${useLeft}
    />
  </label>`;
}

/** @param {{ label: string, field: "having" | "lacking" }} props */
function Word({ label, field }) {
  return html`<label class="sift-field">
    <span>${label}</span>
    <input
      type="text"
      value=${sift.value[field]}
      onInput=${(/** @type {Event} */ event) =>
        leaveOut({ [field]: /** @type {HTMLInputElement} */ (event.currentTarget).value })}
      onChange=${useLeft}
    />
  </label>`;
}

function Switches() {
  return html`<fieldset class="sift">
    <legend>${words.switches}</legend>
    <label class="sift-check">
      <input
        type="checkbox"
        checked=${sift.value.repeated}
        onChange=${(/** @type {Event} */ event) => {
          leaveOut({ repeated: /** @type {HTMLInputElement} */ (event.currentTarget).checked });
          useLeft();
        }}
      />
      <span>${words.noRepeated}</span>
    </label>
    <${Limit} label=${words.shortest} field="shortest" />
    <${Limit} label=${words.longest} field="longest" />
    <${Word} label=${words.having} field="having" />
    <${Word} label=${words.lacking} field="lacking" />
    <small>${words.switchesHint}</small>
  </fieldset>`;
}

/** @param {{ shown: View }} props */
function Pieces({ shown }) {
  const value = title.value ?? shown.examples[0] ?? "";
  useEffect(() => {
    cutTitle();
  }, [value, data.value]);
  const cut = pieces.value;
  return html`<div class="pieces">
    <label for="pieces-title">${words.cut}</label>
    <input
      id="pieces-title"
      type="text"
      value=${value}
      onInput=${(/** @type {Event} */ event) => {
        title.value = /** @type {HTMLInputElement} */ (event.currentTarget).value;
      }}
    />
    <ol class="pieces-cut" aria-label=${words.pieces}>
      ${cut.map(({ text: piece, id }, i) => html`<li key=${i} data-unknown=${id === null} title=${id === null ? words.unknown : words.number(count(id))}>${piece}</li>`)}
    </ol>
    <p>${words.cutInto(count(cut.length), decimal(value.length / Math.max(1, cut.length), 1))}</p>
  </div>`;
}

export function Look() {
  const own = ownSource();
  // The same files with other headlines left out are not read again.
  const [from, column] = [
    own && "files" in own.source ? own.source.files : data.value,
    own?.column,
  ];
  useEffect(() => {
    openLook();
    return closeLook;
  }, [from, column]);
  const shown = view.value;
  if (!shown) return html`<p class="titles-look">${words.reading}</p>`;
  return html`<section class="titles-look" aria-labelledby="look-title">
    <h3 id="look-title">${words.title}</h3>
    <div>
      <${Facts} shown=${shown} />
      <${Switches} />
    </div>
    <div>
      <${Lengths} shown=${shown} />
      <h4>${words.examples}</h4>
      <ul class="look-examples">
        ${shown.examples.map((example, i) => html`<li key=${i}>${example}</li>`)}
      </ul>
      <${Pieces} shown=${shown} />
    </div>
  </section>`;
}
