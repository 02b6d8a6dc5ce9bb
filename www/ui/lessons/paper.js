/**
 * What the paper reports for the lessons' runs, from its sections 3.1 to 3.3 and 5.2: its `val_loss`, in nats per
 * character, at its own size and on its own headlines. Runs that it does not report have no figure.
 */

/** By lesson and run, as in table.js. @type {Record<string, Record<string, number>>} */
const FIGURES = {
  "sgd-vs-adamw": { sgd: 1.753271, adamw: 1.272478 },
  "fair-to-sgd": { sgd: 1.753271, adamw: 1.272478 },
  "one-change": { sgd: 1.753271, adamw: 1.3095 },
  "modern-parts": { simple: 1.3095, modern: 1.401 },
  "learning-rates": { r2: 1.33926, r3: 1.3095, r4: 1.292409, r6: 1.277592, r8: 1.273568 },
  dropout: { d10: 1.273568, d05: 1.272478 },
};

/** The paper's loss for a run of a lesson, or null. @param {import("../types.js").Recipe} recipe @returns {number | null} */
export function paperLoss({ lesson = "", run = "" }) {
  return FIGURES[lesson]?.[run] ?? null;
}

/** The rates of its learning-rate table, as it writes them. @type {Record<string, string>} */
const RATES = { r2: "2e-4", r3: "3e-4", r4: "4e-4", r6: "6e-4", r8: "8e-4" };

/** The rate at which the paper's run of a lesson was trained, where its rates are what the lesson is about. @param {import("../types.js").Recipe} recipe */
export function paperRate({ lesson, run = "" }) {
  return lesson === "learning-rates" ? (RATES[run] ?? null) : null;
}

/** Sentences of the paper, word for word, with the section they stand in. @type {Record<string, { quote: string, section: string }[]>} */
export const QUOTES = {
  "sgd-vs-adamw": [
    { quote: "The optimizer change alone provided 90% of our total improvement.", section: "6.1" },
  ],
  "fair-to-sgd": [
    {
      quote:
        "The use of SGD represented a fundamental mismatch with transformer gradient heterogeneity",
      section: "2.2",
    },
  ],
  "one-change": [
    { quote: "The optimizer change alone provided 90% of our total improvement.", section: "6.1" },
    {
      quote:
        "The primary performance gain (90% of total improvement) came from replacing SGD with AdamW optimizer and implementing proper learning rate scheduling",
      section: "Abstract",
    },
  ],
  "modern-parts": [
    {
      quote:
        "Modern architectural components provided no benefit and actually hindered performance in this constrained setting.",
      section: "3.2",
    },
  ],
  dropout: [
    {
      quote: "Dropout: Reducing from 0.1 to 0.05 yielded final improvement to 1.272478",
      section: "3.3",
    },
  ],
  "weight-decay": [
    { quote: "Weight decay: 0.05 performed slightly worse than 0.1", section: "3.3" },
  ],
};

/** What the paper says of a model's parts: why SGD falls behind, and what LayerNorm is good for. */
export const INSIDE = [
  {
    quote:
      "SGD struggles with the heterogeneous gradient landscape of transformers, where different parameter blocks (embeddings vs. upper layers) exhibit vastly different gradient scales.",
    section: "3.1",
  },
  {
    quote:
      "LayerNorm’s mean-centering acts as a ”guardrail” that prevents activation drift, particularly important during early training phases.",
    section: "4.2",
  },
];
