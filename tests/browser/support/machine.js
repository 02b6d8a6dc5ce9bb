/** A machine of a known speed in the place of the one that the tests run on. */

/** What the probe says of a machine, made up. @param {number} flop_per_second */
export function measuredAs(flop_per_second) {
  return { threads: 1, flop_per_second, one: { flop_per_second, updates: 9 }, ms: 200 };
}

/**
 * Has the page's probe find this speed instead of measuring, before anything of the page runs.
 * @param {number} flop_per_second
 * @param {number} [after] so many milliseconds
 */
export function withSpeed(flop_per_second, after = 0) {
  const body = `export const probe = async () => {
    await new Promise((resolve) => setTimeout(resolve, ${after}));
    return ${JSON.stringify(measuredAs(flop_per_second))};
  };`;
  return (/** @type {import("playwright-core").BrowserContext} */ context) =>
    context.route("**/engine/probe.js", (route) =>
      route.fulfill({ contentType: "text/javascript", body }),
    );
}
