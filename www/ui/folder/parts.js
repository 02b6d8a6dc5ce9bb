/** Which of many files are a model's: the folder that holds them, and what it lacks. Pure. */
import { text } from "../text.js";

const words = text.folder.why;

/** The files of a model, by what they are. */
export const NAMES = /** @type {const} */ ({
  config: "config.json",
  tokenizer: "tokenizer.json",
  weights: "model.safetensors",
  headline: "headline.json",
});
const NEEDED = [NAMES.weights, NAMES.config, NAMES.tokenizer];

/** Files that say of those beside them that they are a model's. */
const TELLING =
  /(^|\/)(config\.json|tokenizer\.json|headline\.json|[^/]*\.safetensors|pytorch_model[^/]*\.bin)$/i;
/** Files that a model's folder has besides, which are of no use here. */
const BESIDE =
  /(^|\/)(README\.md|LICENSE[^/]*|\.gitattributes|vocab\.json|merges\.txt|[\w-]+_config\.json|special_tokens_map\.json|added_tokens\.json|[^/]*\.index\.json|training_args\.bin)$/i;

/** @param {string} path */
export const isTelling = (path) => TELLING.test(path);
/** @param {string} path */
export const isBeside = (path) => TELLING.test(path) || BESIDE.test(path);

/** @param {string} path */
const folderOf = (path) => path.slice(0, path.lastIndexOf("/") + 1);

/** Why a folder without weights has none: they may be there in another form. @param {string[]} names */
function otherWeights(names) {
  if (names.some((name) => /^model-\d+-of-\d+\.safetensors$/.test(name))) return words.shards;
  const [bin] = names.filter((name) => /^pytorch_model.*\.bin$/.test(name));
  if (bin) return words.pickled(bin);
  const others = names.filter((name) => /\.safetensors$/.test(name));
  return others.length > 0 ? words.otherName(others[0]) : "";
}

/**
 * The paths of a model's files among others, by what they are, and the name of their folder ("" where they are loose). Throws
 * with what is missing, or where more than one folder holds a model.
 * @param {string[]} paths
 */
export function modelIn(paths) {
  const folders = [...new Set(paths.filter(isTelling).map(folderOf))];
  const has = (/** @type {string} */ folder, /** @type {string} */ name) =>
    paths.includes(folder + name);
  const lacks = (/** @type {string} */ folder) => NEEDED.filter((name) => !has(folder, name));
  const whole = folders.filter((folder) => lacks(folder).length === 0);
  if (whole.length > 1) throw new Error(words.several(whole.map((folder) => folder || "./")));
  if (whole.length === 0) throw new Error(whyNone(paths, folders, lacks));
  const [folder] = whole;
  const { headline, ...needed } = NAMES;
  return {
    name: folder.split("/").at(-2) ?? "",
    config: folder + needed.config,
    tokenizer: folder + needed.tokenizer,
    weights: folder + needed.weights,
    headline: has(folder, headline) ? folder + headline : null,
  };
}

/** @param {string[]} paths @param {string[]} folders @param {(folder: string) => string[]} lacks */
function whyNone(paths, folders, lacks) {
  if (folders.length === 0) return words.missing(NEEDED);
  // The fullest is the one that was meant.
  const [folder] = folders.toSorted((a, b) => lacks(a).length - lacks(b).length);
  const missing = lacks(folder);
  const names = paths
    .filter((path) => folderOf(path) === folder)
    .map((path) => path.slice(folder.length));
  const other = missing.includes(NAMES.weights) ? otherWeights(names) : "";
  return other || words.missing(missing);
}
