/** JSON that somebody hands in: what nests deeper than any format of the page is not read at all. */

/** Levels of lists and objects; the formats have seven. */
const DEEPEST = 32;
const [QUOTE, ESCAPE] = ['"', "\\"].map((sign) => sign.charCodeAt(0));
const OPEN = new Set(["[", "{"].map((sign) => sign.charCodeAt(0)));
const CLOSE = new Set(["]", "}"].map((sign) => sign.charCodeAt(0)));

/** How deep lists and objects stand in each other. @param {string} json */
function depthOf(json) {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let i = 0; i < json.length; i += 1) {
    const code = json.charCodeAt(i);
    if (quoted) {
      if (code === ESCAPE) i += 1;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) quoted = true;
    else if (OPEN.has(code)) deepest = Math.max(deepest, ++depth);
    else if (CLOSE.has(code)) depth -= 1;
  }
  return deepest;
}

/** What a text holds, or an error with the reason why it is not read. @param {string} json @returns {any} */
export function parsed(json) {
  if (depthOf(json) > DEEPEST) throw new Error(`it nests deeper than ${DEEPEST} levels`);
  try {
    return JSON.parse(json);
  } catch {
    throw new Error("it is no JSON");
  }
}
