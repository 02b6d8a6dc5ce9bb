/** Puts the page up, then loads the engine. */

import { html } from "htm/preact";
import { render } from "preact";
import { App } from "./components/app.js";
import { openLab } from "./state/lab.js";
import { watchUncaught } from "./state/problems.js";

watchUncaught();
const root = document.getElementById("app");
if (root) render(html`<${App} />`, root);
openLab();
