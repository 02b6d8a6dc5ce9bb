import { PLACE } from "../place.js";
import { Channel } from "./channel.js";
import { EngineError } from "./error.js";

/**
 * Workers start through a blob of one line that imports their script. A worker of a blob has the content policy of the
 * page that made it, where one of an address has the policy that came with its file, which on most hosts is none; and a
 * page may start it from a script of another origin.
 */

/** The blob of each script, by its address: a few bytes that stay, for a browser may read them late. @type {Map<string, string>} */
const blobs = new Map();

/**
 * A page may demand that what becomes a script was looked at. Here that is a script beside engine.js, or the blob of one.
 * @type {{ createScriptURL: (url: string) => any }}
 */
const scripts = trusted((url) => {
  const own = url.startsWith(PLACE.href) || [...blobs.values()].includes(url);
  if (!own) throw new TypeError(`${url} is no script of the engine`);
  return url;
});

/** @param {(url: string) => string} createScriptURL */
function trusted(createScriptURL) {
  try {
    return /** @type {any} */ (globalThis).trustedTypes.createPolicy("headline-lab", {
      createScriptURL,
    });
  } catch {
    // The browser knows no such thing, or another page's policy does not name this one: the worker's start will tell.
    return { createScriptURL };
  }
}

/** Whether this page refuses workers of blobs, once it is known. */
let refused = false;

/** @param {URL} script */
function blobOf({ href }) {
  let blob = blobs.get(href);
  if (!blob) {
    const line = `import ${JSON.stringify(href)};`;
    blob = URL.createObjectURL(new Blob([line], { type: "text/javascript" }));
    blobs.set(href, blob);
  }
  return blob;
}

/**
 * Starts a worker: through a blob, or where the page's policy refuses that and the script is of its own origin, from the
 * script's address.
 * @param {string} script its place beside engine.js
 * @param {ConstructorParameters<typeof Channel>[1]} check the protocol's check of what it understands
 * @param {ConstructorParameters<typeof Channel>[2]} handlers
 */
export function spawn(script, check, handlers) {
  const url = new URL(script, PLACE);
  const own = url.origin === globalThis.origin;
  const direct = () => start(url.href, script);
  try {
    if (refused && own) return new Channel(direct(), check, handlers);
    const worker = ofBlob(url, script);
    return new Channel(worker, check, handlers, () => {
      if (!own) return new EngineError("worker", notStarted(script, url));
      refused = true;
      return direct();
    });
  } catch (error) {
    throw new EngineError("worker", own ? notStartedHere(script, error) : notStarted(script, url));
  }
}

/** @param {string} url @param {string} script */
function start(url, script) {
  return new Worker(scripts.createScriptURL(url), { type: "module", name: script });
}

/** @param {URL} url @param {string} script */
function ofBlob(url, script) {
  try {
    return start(blobOf(url), script);
  } catch (error) {
    // Not every browser waits with its refusal until the worker is there.
    if (url.origin !== globalThis.origin) throw error;
    refused = true;
    return start(url.href, script);
  }
}

/** @param {string} script @param {unknown} error */
function notStartedHere(script, error) {
  return `The worker ${script} could not be started (${String(error)}); reload the page, or try another browser.`;
}

/**
 * Of a script from elsewhere a browser does not say why it was refused: by the page's policy, or for want of the header.
 * @param {string} script @param {URL} url
 */
function notStarted(script, { origin }) {
  const policy = `script-src ${origin} 'wasm-unsafe-eval'; worker-src blob: ${origin}; connect-src ${origin}`;
  return `The worker ${script} of ${origin} did not start; a content policy of the page must have "${policy}", and ${origin} must send "Access-Control-Allow-Origin".`;
}
