import { unknown } from "./error.js";

/** @typedef {import("../protocol.js").DataInfo} DataInfo */
/** @typedef {import("../protocol.js").PreparedData} PreparedData */
/** @typedef {import("./types.js").Source} Source */
/** @typedef {import("./types.js").Data} Data */

/**
 * The bundled sample as the data worker takes it.
 * @param {URL} base the folder with assets/ in it
 * @returns {import("../protocol.js").PrepareSource}
 */
export function sampleSource(base) {
  return {
    kind: "sample",
    text_url: new URL("assets/sample/headlines.txt", base).href,
    tokenizer_url: new URL("assets/sample/tokenizer.json", base).href,
  };
}

/** A data set that is there still. @param {Map<string, PreparedData>} sets @param {string} id */
export function preparedOf(sets, id) {
  const prepared = sets.get(id);
  if (!prepared) throw unknown("data set", id);
  return prepared;
}

/**
 * What the page knows of a prepared text: all but the ids and the tokenizer, which the engine keeps.
 * @param {string} id
 * @param {Source} source
 * @param {DataInfo} info
 * @param {PreparedData} prepared
 * @returns {Data}
 */
export function describe(id, source, info, prepared) {
  const { train_ids, val_ids, tokenizer_json: _, ...facts } = prepared;
  return {
    id,
    name: nameOf(source, info.files),
    synthetic: source.kind === "sample" || (source.kind === "text" && source.synthetic === true),
    info,
    ...facts,
    train_tokens: train_ids.length,
    val_tokens: val_ids.length,
  };
}

/** @param {Source} source @param {DataInfo["files"]} read */
function nameOf(source, read) {
  switch (source.kind) {
    case "sample":
      return "sample";
    case "file":
      return source.file.name;
    case "files":
      return namesOf(source.files, read);
    case "text":
      return source.name;
  }
}

/**
 * The first file by its name, the others by their number; those that could not be read do not count.
 * @param {File[]} files @param {DataInfo["files"]} read
 */
function namesOf(files, read = []) {
  const left = read.filter(({ why }) => why !== undefined).map(({ name }) => name);
  const [{ name } = files[0], ...others] = files.filter((file) => !left.includes(file.name));
  return others.length === 0 ? name : `${name} + ${others.length}`;
}
