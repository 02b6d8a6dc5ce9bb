/** The board as a table of its own, a run a row; names are in it only where they are asked for. Pure. */
import { tableIn } from "../chart/export/csv.js";
import { gapOf } from "./groups.js";

/** @typedef {import("./groups.js").Group} Group */

const HEADER = [
  ..."number question size headlines val_sha256 configuration seed state step steps final_loss".split(
    " ",
  ),
  ..."gap_to_first guess outcome same_run_as_before counted module threads version".split(" "),
];
const NAMES = ["name", "file"];

/** @param {Group} group @param {boolean} named */
function rowsOf({ title, size, variants }, named) {
  const [{ runs: reference }] = variants;
  return variants.flatMap(({ name, runs }) =>
    runs.map((one) => {
      const { entry, file, outcome, twin } = one;
      const { run, data, engine } = file;
      const ended = outcome?.kind === "ended";
      const gap = runs === reference ? null : gapOf(one, reference);
      return [
        entry.number,
        title,
        size,
        data?.name,
        data?.fingerprints?.val,
        name,
        run.config.seed,
        run.state,
        run.step,
        run.plan.steps,
        ended ? outcome.loss : null,
        gap?.nats,
        entry.prediction?.guess,
        entry.prediction?.outcome,
        String(twin),
        String(ended && !twin),
        engine.module,
        engine.threads,
        engine.version,
        ...(named ? [entry.author, entry.file] : []),
      ];
    }),
  );
}

/** @param {Group[]} groups @param {boolean} named Whether names and files' names are in it. */
export function tableOf(groups, named) {
  const header = named ? [...HEADER, ...NAMES] : HEADER;
  return tableIn(
    header,
    groups.flatMap((group) => rowsOf(group, named)),
  );
}
