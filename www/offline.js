/**
 * Keeps the page for visits without a network, where a static host serves a folder of `cargo xtask dist` and the browser
 * has service workers: the page's side of sw.js.
 */

/**
 * `none`: nothing is kept, and won't be; `keeping`: under way; `ready`: page, modules and sample are all kept;
 * `newer`: a newer version of the page is kept as well, and the next load may take it.
 * @typedef {"none" | "keeping" | "ready" | "newer"} Offline
 */

/**
 * Has every file of the page kept, and tells how it stands whenever that changes.
 * @param {(offline: Offline) => void} tell
 */
export async function keepForOffline(tell) {
  // On a development server an edit is seen at the next load, so that nothing is kept.
  if (!document.documentElement.dataset.version || !("serviceWorker" in navigator)) return;
  try {
    const workers = navigator.serviceWorker;
    const script = trusted(new URL("./sw.js", document.baseURI).href);
    const registration = await workers.register(script, { updateViaCache: "none" });
    const { active } = await workers.ready;
    if (!active) return;
    tell("keeping");
    const kept = await ask(active, "keep");
    tell(kept ? "ready" : "none");
    followUpdates(registration, tell);
  } catch {
    // Refused by the browser, or the network went away: the page needs none of it.
    tell("none");
  }
}

/** A script's address as the page's policy wants it, where the browser has such policies. @param {string} own */
function trusted(own) {
  const types = /** @type {any} */ (globalThis).trustedTypes;
  if (!types) return own;
  const policy = { createScriptURL: (/** @type {string} */ url) => (url === own ? url : "") };
  return types.createPolicy("headline-lab-offline", policy).createScriptURL(own);
}

/** @param {ServiceWorker} worker @param {string} what @returns {Promise<boolean>} */
function ask(worker, what) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data.kept);
    worker.postMessage(what, [port2]);
  });
}

/**
 * A newer worker is installed once it has kept all of its files.
 * @param {ServiceWorkerRegistration} registration @param {(offline: Offline) => void} tell
 */
function followUpdates(registration, tell) {
  const look = () => registration.waiting && tell("newer");
  const follow = () => registration.installing?.addEventListener("statechange", look);
  registration.addEventListener("updatefound", follow);
  follow();
  look();
  registration.update().catch(() => {
    // Without a network there is nothing newer.
  });
}
