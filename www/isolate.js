/**
 * The page's first script, before anything is painted. On a static host the page is loaded a second time where that
 * helps: a service worker (sw.js) then adds the headers that threads need, or a newer version takes over. That happens at
 * most once, never after this short moment and never on a development server. What can't be had is done without: the
 * page works in one thread.
 *
 * main.js waits for `window.arrived`. A classic script, since it must run before the page is shown and from a file too.
 */
(() => {
  const root = document.documentElement;
  /** Made by `cargo xtask dist`; empty on a development server. */
  const version = root.dataset.version ?? "";
  /** How long the page may stay empty for this. */
  const PATIENCE_MS = 1500;
  /** How long after it has loaded the page may still be empty. */
  const GRACE_MS = 1000;
  /** How long a newer version may need to replace the older one. */
  const TAKEOVER_MS = 5000;
  const SETTLE_MS = 200;
  const NUDGE_MS = 1000;
  const MARK = "headline-lab: loaded again";

  /** The worker of a newer version that takes over. @type {ServiceWorker | null} */
  let newer = null;

  /** @param {string} id of a part of index.html that is shown in the place of the page */
  function show(id) {
    const now = () => {
      document.getElementById(id)?.removeAttribute("hidden");
      document.getElementById("app")?.setAttribute("hidden", "");
    };
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", now);
    else now();
  }

  /** A browser without a language may call it "C", at which the chart's library would stop. */
  function nameLanguage() {
    try {
      Intl.getCanonicalLocales(navigator.language);
    } catch {
      Object.defineProperty(navigator, "language", { value: "en", configurable: true });
    }
  }

  /** The first number that is written loads what the browser knows of languages: better now, before the page's modules are there. */
  function loadNumbers() {
    new Intl.NumberFormat(navigator.language).format(1000.5);
  }

  /** Whether this load is one that we asked for; asking forgets it. */
  function isAgain() {
    try {
      const noted = sessionStorage.getItem(MARK) !== null;
      // Some browsers give what they do not take.
      sessionStorage.setItem(MARK, "");
      sessionStorage.removeItem(MARK);
      return noted;
    } catch {
      // Where storage is refused, any reload may have been ours. A tab's name would be lost with the headers' arrival.
      const [load] = performance.getEntriesByType("navigation");
      return !(load instanceof PerformanceNavigationTiming) || load.type === "reload";
    }
  }

  function note() {
    try {
      sessionStorage.setItem(MARK, "");
    } catch {
      // The next load is known by its kind.
    }
  }

  /** @param {ServiceWorker} waiting @param {"is alone" | "take over"} what @returns {Promise<boolean>} */
  function ask(waiting, what) {
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => resolve(data.taken);
      waiting.postMessage(what, [port2]);
    });
  }

  /** @param {ServiceWorker} worker @returns {Promise<void>} */
  function activated(worker) {
    return new Promise((resolve) => {
      const look = () => worker.state === "activated" && resolve();
      worker.addEventListener("statechange", look);
      look();
    });
  }

  /** Ends when the worker of a newer version has replaced the older one. @param {ServiceWorker} worker */
  async function takenOver(worker) {
    // The page's icon is fetched when it would have loaded, also where that was stopped.
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    if (!(await ask(worker, "take over"))) return;
    // Chromium looks whether the older worker has anything left to do only when it has done something.
    setInterval(() => fetch("favicon.svg").catch(() => {}), NUDGE_MS);
    await activated(worker);
  }

  /** A script's address as the page's policy wants it, where the browser has such policies. @param {string} own */
  function trusted(own) {
    const types = /** @type {any} */ (window).trustedTypes;
    if (!types) return own;
    const policy = { createScriptURL: (/** @type {string} */ url) => (url === own ? url : "") };
    return types.createPolicy("headline-lab-isolation", policy).createScriptURL(own);
  }

  /** Whether loading the page again would give it the headers, or a newer version. */
  async function wouldHelp() {
    const workers = navigator.serviceWorker;
    if (!window.crossOriginIsolated && !workers.controller) {
      await workers.register(trusted("./sw.js"), { updateViaCache: "none" });
      await workers.ready;
      return true;
    }
    const waiting = (await workers.getRegistration())?.waiting;
    if (!workers.controller || !waiting || !(await ask(waiting, "is alone"))) return false;
    newer = waiting;
    return true;
  }

  /** Ends at once, or when it is known that the page stays; where it is loaded again, never. */
  async function arrive() {
    const again = isAgain();
    // No service worker: an old browser, a private window, or an address that is neither https nor this machine's.
    if (version === "" || again || window.top !== window || !("serviceWorker" in navigator)) return;
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, false));
    if (!(await Promise.race([wouldHelp().catch(() => false), late]))) return;
    note();
    if (newer) {
      // The older worker must have nothing more to do for this page before it is replaced: a request that comes while it
      // ends starts it again in Chromium, and then the page that is loaded next can wait for ever.
      window.stop();
      const limit = new Promise((resolve) => setTimeout(resolve, TAKEOVER_MS));
      await Promise.race([takenOver(newer), limit]);
    }
    location.reload();
    await new Promise(() => {});
  }

  if (location.protocol === "file:") {
    show(version === "" ? "from-a-file-of-the-repository" : "from-a-file");
    return;
  }
  nameLanguage();
  setTimeout(loadNumbers);
  // The head that index.html has ready is the first lesson's, and an address may name another.
  if (location.search !== "" || location.hash !== "") root.dataset.elsewhere = "";
  root.hidden = true;
  const arrived = arrive().finally(() => {
    root.hidden = false;
  });
  Object.assign(window, { arrived });
  // A script that does not load, or that the browser does not understand, leaves the page empty; main.js tells of all
  // that comes later. Not every browser reports an error of a module's first evaluation.
  addEventListener("load", async () => {
    await arrived;
    setTimeout(() => {
      if (document.getElementById("app")?.dataset.up === undefined) show("without-its-script");
    }, GRACE_MS);
  });
})();
