/** The few titles and words that the stand-in module makes everything of. */

/** What `nearestTo` compares with; the second has no like among the others. */
export const TRAINING = [
  "Show HN: I built a tiny database in Rust for spreadsheets",
  "Ask why the web need another compiler",
  "open source robot cat in the web",
];

export const WORDS =
  "Show HN : I built a tiny database in Rust for spreadsheets Ask why does the web need another compiler open source robot cat".split(
    " ",
  );

/**
 * Among a few titles made up of its own words, as ids tell nothing of the real ones; a token is a word.
 * @param {string} text
 */
export function nearestTo(text) {
  const tokens = new Set(text.split(" ").filter(Boolean));
  if (tokens.size === 0) return null;
  const share = (/** @type {string} */ title) => {
    const others = new Set(title.split(" "));
    const common = [...tokens].filter((token) => others.has(token)).length;
    return common / (tokens.size + others.size - common);
  };
  const [title] = TRAINING.toSorted((a, b) => share(b) - share(a));
  return { title, exact: TRAINING.includes(text.trim()), similarity: share(title) };
}
