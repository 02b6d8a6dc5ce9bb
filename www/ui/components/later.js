/** A part of the page that few open: what it is made of is loaded when it is first shown. */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { report } from "../state/problems.js";

/** @typedef {import("preact").FunctionComponent} Part */

/** Parts that have been loaded, so that they show at once the next time. @type {Map<() => Promise<Part>, Part>} */
const loaded = new Map();

/** @param {{ load: () => Promise<Part> }} props `load` stays the same function. */
export function Later({ load }) {
  const [, setReady] = useState(loaded.has(load));
  useEffect(() => {
    if (loaded.has(load)) return;
    load().then(
      (part) => {
        loaded.set(load, part);
        setReady(true);
      },
      (error) => report("load", error),
    );
  }, [load]);
  const part = loaded.get(load);
  return part ? html`<${part} />` : null;
}
