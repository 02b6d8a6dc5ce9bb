/**
 * Parts of the page that its first screen does without: fetched when they are shown, and those that most visits come to
 * once the first screen is up.
 */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";

/** @type {(() => Promise<unknown>)[]} */
const parts = [];

/**
 * A component whose module is fetched once the first screen is up, or where it is shown before that.
 * @template P
 * @param {() => Promise<import("preact").FunctionComponent<P>>} load
 * @param {() => import("preact").VNode | null} [before] What keeps its room until then, where it has room of its own.
 * @returns {import("preact").FunctionComponent<P>}
 */
export function lazy(load, before = () => null) {
  const part = atFirstUse(load, before);
  parts.push(part.fetched);
  return part;
}

/**
 * A component whose module is fetched when it is first shown and no sooner, since most visits end without it.
 * @template P
 * @param {() => Promise<import("preact").FunctionComponent<P>>} load
 * @param {() => import("preact").VNode | null} [before] What keeps its room until then, where it has room of its own.
 */
export function atFirstUse(load, before = () => null) {
  /** @type {import("preact").FunctionComponent<P> | null} */
  let Part = null;
  const fetched = async () => {
    Part ??= await load();
  };
  /** @param {P} props */
  function Lazy(props) {
    const [shown, show] = useState(Part !== null);
    useEffect(() => {
      // It may have come between what was drawn without it and this effect: asking what was drawn, it is shown all the same.
      if (!shown) fetched().then(() => show(true));
    }, []);
    return Part ? html`<${Part} ...${props} />` : before();
  }
  return Object.assign(Lazy, { fetched });
}

/**
 * Fetches the parts that most visits come to, so that each is there at once when it is asked for, and without a network.
 * What can't be had now is asked for again when it is shown, and told of then.
 */
export async function fetchParts() {
  for (const fetched of parts) await fetched().catch(() => {});
}
