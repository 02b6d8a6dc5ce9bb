/** @param {import("node:test").TestContext} t @param {string} what */
export function skipLoudly(t, what) {
  console.error(`\n*** NOT TESTED: ${what} is not on this machine. ***\n`);
  t.skip(`${what} is absent`);
}
