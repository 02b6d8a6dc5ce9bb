/**
 * The service worker of a folder that `cargo xtask dist` made, which fills in VERSION and FILES. It adds the headers that
 * threads need to what a static host sends without them, and it keeps the folder's files for visits without a network.
 *
 * A page gets all of its files from one version. A worker knows the hash of each file of its version, keeps only bytes
 * that have it, and once it has kept all of them it answers from them alone. A worker of a newer version first keeps all
 * of its own files; then it waits until no page of the older version is open, or until the only open page, about to be
 * loaded again, hands over (isolate.js). Claiming pages that are open would give them files of another version.
 */

const VERSION = "";
/** Each file's path below the folder, and its hash as `integrity` has it. @type {Record<string, string>} */
const FILES = {};

const scope = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (globalThis));

/** Caches belong to the whole origin, which other folders may share. */
const PREFIX = `headline-lab ${scope.registration.scope} `;
const CACHE = PREFIX + VERSION;
/** An entry that is written last, once every file is kept. */
const COMPLETE = new URL("complete", scope.registration.scope).href;
/** Fetched at the same time: what a browser opens to one host anyway. */
const AT_ONCE = 6;

/** Isolation, which threads need, and leave for the parts of the folder to be loaded under it. */
const HEADERS = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** Not every host knows this type, without which a module does not compile while it loads. */
const WASM_TYPE = "application/wasm";

scope.addEventListener("install", (event) => {
  // The first worker is needed for its headers, and keeps files when the page asks it to.
  if (VERSION !== "" && scope.registration.active) event.waitUntil(keep());
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(dropCaches());
  // Without a version this is a development server, which shows each edit at once: the worker that a folder left at this
  // address has been replaced by this one, which goes away itself.
  if (VERSION === "") scope.registration.unregister();
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  if (VERSION === "" || request.method !== "GET") return;
  if (request.url.startsWith(scope.registration.scope)) event.respondWith(answer(request));
});

scope.addEventListener("message", (event) => {
  const [port] = event.ports;
  switch (event.data) {
    case "keep":
      event.waitUntil(
        keep().then(
          () => port.postMessage({ kept: true }),
          (error) => port.postMessage({ kept: false, why: String(error) }),
        ),
      );
      break;
    case "is alone":
      event.waitUntil(isAlone().then((taken) => port.postMessage({ taken })));
      break;
    case "take over":
      event.waitUntil(takeOver().then((taken) => port.postMessage({ taken })));
      break;
  }
});

/**
 * The path of a file below the folder, as FILES has it.
 * @param {string} url
 */
function pathOf(url) {
  const { origin, pathname } = new URL(url);
  const path = decodeURIComponent(`${origin}${pathname}`.slice(scope.registration.scope.length));
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

/** @param {string} path */
function keyOf(path) {
  return new URL(path, scope.registration.scope).href;
}

/**
 * @param {Response} response
 * @param {string} path
 */
function isolated(response, path) {
  // What a navigation is redirected to, or an error, can't be read and passes as it is.
  if (response.type === "opaqueredirect" || response.status === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
  if (path.endsWith(".wasm")) headers.set("Content-Type", WASM_TYPE);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}

/** @param {Request} request */
async function answer(request) {
  const path = pathOf(request.url);
  if (Object.hasOwn(FILES, path) && (await isComplete())) {
    const kept = await keptFile(path);
    // What the browser threw away meanwhile is fetched again, or refused where the host has another version by now.
    return kept ?? isolated(await fetchOwn(path), path);
  }
  // Past the browser's own cache, whose files may be of several versions.
  return isolated(await fetch(request, { cache: "no-cache" }), path);
}

/** A file of this version from the host; an error where its bytes are not this version's. @param {string} path */
function fetchOwn(path) {
  return fetch(keyOf(path), { cache: "no-cache", integrity: FILES[path] });
}

// --- what is kept ---

let complete = false;

async function isComplete() {
  try {
    complete ||= (await (await caches.open(CACHE)).match(COMPLETE)) !== undefined;
  } catch {
    // Where storage is refused nothing is kept.
  }
  return complete;
}

/** @param {string} path */
async function keptFile(path) {
  try {
    return await (await caches.open(CACHE)).match(keyOf(path));
  } catch {
    return undefined;
  }
}

/** @type {Promise<void> | undefined} */
let keeping;

/** Keeps every file of this version; what an earlier call or an older version kept is not fetched again. */
function keep() {
  keeping ??= keepAll().finally(() => {
    keeping = undefined;
  });
  return keeping;
}

async function keepAll() {
  if (await isComplete()) return;
  const cache = await caches.open(CACHE);
  const missing = Object.keys(FILES);
  const work = async () => {
    for (let path = missing.pop(); path !== undefined; path = missing.pop()) {
      if (await cache.match(keyOf(path))) continue;
      await cache.put(keyOf(path), (await olderCopy(path)) ?? (await fetched(path)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await cache.put(COMPLETE, new Response(VERSION));
}

/** @param {string} path */
async function fetched(path) {
  const response = await fetchOwn(path);
  if (!response.ok) throw new Error(`${path} could not be fetched (HTTP ${response.status})`);
  const kept = isolated(response, path);
  kept.headers.set("X-Integrity", FILES[path]);
  return kept;
}

/** The same file of another version, if it did not change. @param {string} path */
async function olderCopy(path) {
  for (const name of await otherCaches()) {
    const copy = await (await caches.open(name)).match(keyOf(path));
    if (copy?.headers.get("X-Integrity") === FILES[path]) return copy;
  }
  return undefined;
}

async function otherCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
}

async function dropCaches() {
  try {
    for (const name of await otherCaches()) await caches.delete(name);
  } catch {
    // Where storage is refused nothing was kept.
  }
}

// --- one version after another ---

/** Whether at most the page that asks is open. */
async function isAlone() {
  const all = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  return all.filter(({ url }) => url.startsWith(scope.registration.scope)).length <= 1;
}

/** Replaces the older version if at most the page that asks is open, and says whether it does. */
async function takeOver() {
  if (!(await isAlone())) return false;
  // Not waited for: the older worker ends when it has nothing more to do.
  scope.skipWaiting();
  return true;
}
