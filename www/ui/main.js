/** Puts the page up, then loads the engine. */

import { html } from "htm/preact";
import { render } from "preact";
import { App } from "./components/app.js";
import { fetchParts } from "./lazy.js";
import { followPresenting } from "./present/present.js";
import { followAddress } from "./state/address.js";
import { followDrops } from "./state/drop.js";
import { embedded } from "./state/embedded.js";
import { openLab } from "./state/lab.js";
import { layOut } from "./state/laid-out.js";
import { followOffline } from "./state/offline.js";
import { comingBack } from "./state/phase.js";
import { watchUncaught } from "./state/problems.js";
import { followRecording } from "./state/recorded.js";
import { settled } from "./state/settled.js";
import { isMarked } from "./state/storage.js";
import { turn } from "./state/turn.js";
import { text } from "./text.js";

// Where isolate.js has the page loaded again, this never goes on.
await /** @type {{ arrived?: Promise<void> }} */ (window).arrived;
watchUncaught();
// All modules have just been evaluated.
await turn();
document.documentElement.lang = text.locale;
document.querySelector('meta[name="description"]')?.setAttribute("content", text.description);
comingBack.value = !embedded && isMarked();
const root = document.getElementById("app");
if (root) {
  // What index.html has ready is the head that is not there in another page.
  if (embedded) root.replaceChildren();
  render(html`<${App} />`, root);
  root.dataset.up = "";
}
layOut();
openLab();
followRecording();
followPresenting();
await followAddress();
if (!embedded) {
  followDrops();
  await (await import("./state/returning.js")).bringBack();
  fetchParts();
  await settled();
  followOffline();
}
