/**
 * Which runs a person deleted. Storage takes a moment, as it does to write anew what the others say of those that they were
 * begun with: a page that is closed before that would bring a deleted run back.
 */

const MARK = "headline-lab.gone";
/** The newest; what is told of older ones has been written anew long since. */
const MOST = 100;

/** @returns {string[]} */
function listed() {
  try {
    const found = JSON.parse(localStorage.getItem(MARK) ?? "[]");
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

/** Notes it at once. @param {string[]} keys */
export function noteGone(keys) {
  try {
    localStorage.setItem(MARK, JSON.stringify([...listed(), ...keys].slice(-MOST)));
  } catch {
    // A browser that refuses this mostly keeps no runs, either.
  }
}

/** @param {string} key */
export const isGone = (key) => listed().includes(key);
