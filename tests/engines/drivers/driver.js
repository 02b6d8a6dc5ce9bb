/**
 * What the scenario needs of a browser: a person's hands and eyes, by XPath, which every way to drive one knows.
 * @typedef {{
 *   open: (url: string) => Promise<void>,
 *   press: (xpath: string) => Promise<void>,
 *   write: (xpath: string, text: string) => Promise<void>,
 *   choose: (xpath: string, value: string) => Promise<void>,
 *   upload: (xpath: string, path: string) => Promise<void>,
 *   read: (xpath: string) => Promise<string | null>,
 *   screenshot: (path: string) => Promise<void>,
 *   errors: () => string[],
 *   close: () => Promise<void>,
 * }} Driver
 * `write` replaces what a field holds; `choose` takes an option of a list by its value; `read` gives the text of an
 * element as it is shown, null where there is none; `errors` are the page's, uncaught ones and those of its console.
 */

/** @param {string} text */
function quoted(text) {
  if (text.includes('"')) throw new Error(`an XPath can't hold ${text}`);
  return `"${text}"`;
}

/** @param {string} name */
export function button(name) {
  return `//button[normalize-space(.)=${quoted(name)}]`;
}

/** A field by its label: one around it, one that names it, or its own. @param {string} label */
export function field(label) {
  const is = `normalize-space(.)=${quoted(label)}`;
  return `(//label[${is}]//input | //*[@id=//label[${is}]/@for] | //*[self::select or self::input][@aria-label=${quoted(label)}])`;
}

/** What an element of this name holds. @param {string} label @param {string} [inside] a path below it */
export function named(label, inside = "") {
  return `//*[@aria-label=${quoted(label)}]${inside}`;
}

/** The element that shows a text. @param {string} text a part of it */
export function showing(text) {
  return `//*[not(self::script)][text()[contains(., ${quoted(text)})]]`;
}
