/** Parts of the page that its first screen does without: fetched when they are shown, or once the first screen is up. */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";

/** @type {(() => Promise<unknown>)[]} */
const parts = [];

/**
 * A component whose module is fetched when it is first shown.
 * @template P
 * @param {() => Promise<import("preact").FunctionComponent<P>>} load
 * @param {() => import("preact").VNode | null} [before] What keeps its room until then, where it has room of its own.
 * @returns {import("preact").FunctionComponent<P>}
 */
export function lazy(load, before = () => null) {
  /** @type {import("preact").FunctionComponent<P> | null} */
  let Part = null;
  const fetched = async () => {
    Part ??= await load();
  };
  parts.push(fetched);
  return function Lazy(props) {
    const [, show] = useState(false);
    useEffect(() => {
      if (!Part) fetched().then(() => show(true));
    }, []);
    return Part ? html`<${Part} ...${props} />` : before();
  };
}

/**
 * Fetches every part, so that each is there at once when it is asked for, and without a network. What can't be had now is
 * asked for again when it is shown, and told of then.
 */
export async function fetchParts() {
  for (const fetched of parts) await fetched().catch(() => {});
}
