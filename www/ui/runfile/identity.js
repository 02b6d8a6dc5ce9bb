/** Whether two files hold the same run: the same configuration and the same curve, on the same headlines. */

/** @typedef {import("./format.js").RunFile} RunFile */

/** Two runs have the same one where they are one run, whatever they are called and whoever saved them. @param {RunFile} file */
export function identityOf({ run, data }) {
  const { fingerprints } = data ?? {};
  const { config, evals, step, branch } = run;
  const fields = Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([fields, evals, step, branch?.step ?? null, fingerprints ?? null]);
}
