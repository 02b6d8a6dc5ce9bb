/** The browser's history: entries that the page makes, and whether a person has gone to another one. */

/** The query that the page has read or written last. */
let seen = "";

/** A new entry. @param {string} address */
export function enter(address) {
  change("pushState", address);
}

/** The entry as it is now. @param {string} address */
export function amend(address) {
  change("replaceState", address);
}

/** @param {"pushState" | "replaceState"} how @param {string} address */
function change(how, address) {
  try {
    history[how](null, "", address);
  } catch {
    // Some browsers allow so many changes a minute and no more; the next one tells all.
  }
  seen = location.search;
}

/** The query of the entry that the browser is at, which is then no news any more. */
export function arrive() {
  seen = location.search;
  return seen;
}

/** Whether the browser is at another query than the page knows of: a jump within the page is none. */
export function isElsewhere() {
  return location.search !== seen;
}
