/**
 * Which language the page speaks, chosen once when it is loaded: the address says it, or the person did before, or the
 * browser does. Whoever has none of these reads English.
 */

/** @typedef {"en" | "de"} Language */

const STORE = "headline-lab.language";

/** @param {string | null | undefined} name @returns {Language | null} */
function known(name) {
  return name === "en" || name === "de" ? name : null;
}

/**
 * @param {{ search: string, remembered: string | null, languages: readonly string[] }} from The address, what the person
 * chose before, and what the browser asks for, best first.
 */
export function languageOf({ search, remembered, languages }) {
  const asked = known(new URLSearchParams(search).get("lang")) ?? known(remembered);
  return asked ?? (/^de\b/i.test(languages[0] ?? "") ? "de" : "en");
}

function remembered() {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return null;
  }
}

/** Without a page, as in tests of the words, there is nobody to choose for. @type {Language} */
export const language =
  typeof location === "undefined"
    ? "en"
    : languageOf({
        search: location.search,
        remembered: remembered(),
        languages: navigator.languages,
      });

/** Speaks this language at the next visit too. @param {Language} chosen */
export function rememberLanguage(chosen) {
  try {
    localStorage.setItem(STORE, chosen);
  } catch {
    // Without storage the address says it, for as long as it is kept.
  }
}

/** The address of what is on the screen, in that language. @param {Language} chosen */
export function addressIn(chosen) {
  const address = new URL(location.href);
  address.searchParams.set("lang", chosen);
  return address.href;
}
