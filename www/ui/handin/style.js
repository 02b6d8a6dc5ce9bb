/** How a hand-in looks, on a screen and on A4. Its colours and type are the page's own (style/tokens.css). */

/** The page's tokens as they are loaded, so that the file needs nothing but itself. @param {Document} page */
export function tokensOf(page) {
  const rules = [...page.styleSheets].flatMap(rulesOf).filter(isToken);
  return rules.map((rule) => rule.cssText).join("\n");
}

/** A sheet's rules and those that it imports, which `cargo xtask dist` makes one. @param {CSSStyleSheet} sheet @returns {CSSRule[]} */
function rulesOf(sheet) {
  return [...sheet.cssRules].flatMap((rule) =>
    rule instanceof CSSImportRule ? (rule.styleSheet ? rulesOf(rule.styleSheet) : []) : [rule],
  );
}

/** Whether a rule is of the kind that tokens.css alone has: for the whole page, or for an ink of it. @param {CSSRule} rule @returns {boolean} */
function isToken(rule) {
  if (rule instanceof CSSMediaRule) return [...rule.cssRules].every(isToken);
  return (
    rule instanceof CSSStyleRule &&
    rule.selectorText.split(", ").every((part) => /^(:root|\[data-ink="\d"\])$/.test(part))
  );
}

/** @param {string} tokens */
export const styleOf = (tokens) => `${tokens}
@page { size: A4; margin: 15mm 16mm; }
*, ::before, ::after { box-sizing: border-box; }
html { background: var(--paper); -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  max-width: 50rem; margin: 0 auto; padding: 1.2rem 1.4rem 2rem;
  background: var(--sheet); color: var(--ink);
  font: 1rem/1.45 var(--serif); font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
h1, h2, h3, p, ol, ul, dl, dd, figure { margin: 0; padding: 0; }
h1 { font-size: 2.1rem; line-height: 1.1; letter-spacing: -0.02em; }
h2 { margin: 1.7rem 0 0.4rem; padding-top: 0.35rem; border-top: 1px solid var(--rule); font-size: 1.2rem; line-height: 1.2; }
h3 { margin-top: 0.9rem; font: 700 1rem/1.3 var(--sans); }
p + p { margin-top: 0.5rem; }
.bar { display: flex; flex-wrap: wrap; gap: 0 1.2rem; align-items: baseline; margin-bottom: 1.1rem; padding-bottom: 0.35rem;
  border-bottom: 3px double var(--rule); font: 0.9rem/1.4 var(--sans); }
.bar b { font: 700 1.4rem/1.2 var(--serif); letter-spacing: -0.02em; }
.bar span:last-child { margin-left: auto; color: var(--ink-2); }
.setup { color: var(--ink-2); }
.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.15rem 1rem; margin-top: 0.9rem; }
.facts dt { color: var(--ink-2); font-style: italic; }
.own { white-space: pre-wrap; font-size: 1.1rem; }
.none, .note { color: var(--ink-2); font-style: italic; }
.found { font-weight: 700; }
figure { margin-top: 0.9rem; overflow-x: auto; }
figcaption { color: var(--ink-2); font-style: italic; }
.curves { display: block; width: 100%; min-width: 34rem; height: auto; font: 12px var(--sans); }
.curves path, .stroke path { fill: none; }
.curves .grid { stroke: var(--hair); }
.curves .rule { stroke: var(--ink-3); }
.curves .tick { fill: var(--ink-2); }
.curves .guess { fill: var(--ink-2); font: italic 12px var(--serif); }
.curves .train { stroke: var(--run); opacity: 0.32; }
.curves .val { stroke: var(--run); stroke-width: 2.4; }
.curves .leader { stroke: var(--run); opacity: 0.55; }
.curves .name { fill: var(--run); font-weight: 700; }
.stroke { width: 1.75rem; height: 0.375rem; margin-right: 0.5rem; vertical-align: 0.15em; overflow: visible; }
.stroke path { stroke: var(--run); stroke-width: 3; }
.wide { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font: 0.9rem/1.35 var(--sans); }
caption { padding-bottom: 0.3rem; color: var(--ink-2); text-align: left; font: italic 0.95rem/1.35 var(--serif); }
th, td { overflow-wrap: break-word; padding: 0.3rem 0.8rem 0.3rem 0; border-bottom: 1px solid var(--hair); text-align: left; vertical-align: top; }
thead th { border-color: var(--rule); vertical-align: bottom; }
.n { text-align: right; white-space: nowrap; }
tbody th { min-width: 8.5rem; color: var(--run, inherit); }
tbody th .stroke { margin-bottom: 0.1rem; }
ol.written { list-style: none; }
.written li { display: grid; grid-template-columns: 5.6rem minmax(0, 1fr); padding: 0.12rem 0; }
.written span { color: var(--ink-2); font: 0.82rem/1.75 var(--sans); }
.shared { columns: 3 11rem; font: 0.85rem/1.5 var(--sans); }
.shared div { display: flex; gap: 0.6rem; justify-content: space-between; break-inside: avoid; }
.shared dt { color: var(--ink-2); }
footer { margin-top: 1.8rem; padding-top: 0.4rem; border-top: 1px solid var(--rule); color: var(--ink-2); font: 0.85rem/1.5 var(--sans); }
a { color: inherit; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
@media print {
  html, body { background: none; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h1 { font-size: 20pt; }
  h2, h3 { break-after: avoid; }
  .curves { min-width: 0; }
  figure, tr, .written li, .verdict { break-inside: avoid; }
  figure, .wide { overflow: visible; }
}
`;
