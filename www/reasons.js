/**
 * Why headlines are not read, by reason: what is wrong and what to do, two clauses of a sentence. The engine says them in
 * English, and so does the page; it has the other languages in files of the same shape (ui/text.js).
 */

/**
 * What a sentence needs to know besides the file's name, each number written as the language writes it.
 * @template {string} [V=never]
 * @typedef {Record<"name" | V, string>} Of
 */
/** @typedef {[what: string, remedy: string]} Clauses */
/** @typedef {typeof SENTENCES} Sentences */
/** @typedef {keyof Sentences} Reason */
/** What a reason has its values from. @typedef {Record<string, string | number>} Values */
/**
 * A reason, with the values that its sentence needs; a file's name comes to them by itself.
 * @typedef {{ [R in Reason]: { reason: R } & Record<Exclude<keyof Parameters<Sentences[R]>[0], "name">, string | number> }[Reason]} Why
 */

const AGAIN = "fetch the whole file again";
const UNPACK = "unpack it and choose what it holds";
const WITH_HEADLINES = "choose one with headlines in it";
const USE_A_PART = "use a part of it";
const JSON_SHAPE = "it has to be a list of texts or of records, or one of them a line";

/** @satisfies {Record<string, (values: any) => Clauses>} */
export const SENTENCES = {
  empty: (/** @type {Of} */ { name }) => [`“${name}” is empty`, WITH_HEADLINES],
  noHeadlines: (/** @type {Of} */ { name }) => [
    `“${name}” holds no headlines`,
    "choose one with a headline a line, or a column of them",
  ],
  noFile: () => ["There is no file to read", WITH_HEADLINES],
  noneLeft: () => ["No headline is left", "leave out fewer of them"],

  tooLarge: (/** @type {Of<"size" | "most">} */ { name, size, most }) => [
    `“${name}” has ${size} MB, more than the ${most} that are read at once`,
    USE_A_PART,
  ],
  tooLargeTogether: (/** @type {Of<"others" | "size" | "most">} */ v) => [
    `“${v.name}” and ${v.others} more have ${v.size} MB, more than the ${v.most} that are read at once`,
    USE_A_PART,
  ],
  unpacksTooLarge: (/** @type {Of<"most">} */ { name, most }) => [
    `“${name}” unpacks to more than the ${most} MB that are read at once`,
    USE_A_PART,
  ],
  tooManyHeadlines: (/** @type {Of<"most">} */ { name, most }) => [
    `“${name}” holds more than the ${most} headlines that are read at once`,
    USE_A_PART,
  ],
  longHeadline: (/** @type {Of<"most" | "place">} */ { name, most, place }) => [
    `“${name}” has a headline of more than ${most} characters, its number ${place}`,
    "a headline stands on a line of its own",
  ],

  notEncoded: (/** @type {Of<"encoding" | "byte">} */ { name, encoding, byte }) => [
    `“${name}” is not ${encoding} text: byte ${byte} can't be read`,
    "save it as UTF-8 and choose it again",
  ],
  binary: (/** @type {Of<"byte">} */ { name, byte }) => [
    `“${name}” is not text: byte ${byte} is zero`,
    "choose a text, a table (.csv, .tsv, .parquet) or JSON",
  ],
  openQuote: (/** @type {Of<"row">} */ { name, row }) => [
    `“${name}” opens a quote in row ${row} that never closes`,
    "mend that row or cut the file before it",
  ],
  noTexts: (/** @type {Of} */ { name }) => [
    `“${name}” holds no texts`,
    "choose one with a column of headlines",
  ],

  longRecord: (/** @type {Of<"most" | "line">} */ { name, most, line }) => [
    `“${name}” has a record of more than ${most} characters on line ${line}`,
    JSON_SHAPE,
  ],
  longElement: (/** @type {Of<"most" | "element">} */ { name, most, element }) => [
    `“${name}” has more than ${most} characters in element ${element}`,
    JSON_SHAPE,
  ],
  tooDeep: (/** @type {Of<"levels" | "element">} */ { name, levels, element }) => [
    `“${name}” nests deeper than ${levels} levels in element ${element}`,
    JSON_SHAPE,
  ],
  endsInList: (/** @type {Of<"elements">} */ { name, elements }) => [
    `“${name}” ends within its list, after ${elements} elements`,
    AGAIN,
  ],
  notJson: (/** @type {Of<"record">} */ { name, record }) => [
    `“${name}” is no JSON in its record ${record}`,
    "mend that record or cut the file before it",
  ],

  officeDocument: (/** @type {Of} */ { name }) => [
    `“${name}” is a document of an office program`,
    "save its table as CSV and choose that",
  ],
  noFilesInside: (/** @type {Of} */ { name }) => [`“${name}” holds no files`, WITH_HEADLINES],
  nothingReadInside: (/** @type {Of} */ { name }) => [
    `“${name}” holds no text, table or JSON`,
    WITH_HEADLINES,
  ],
  manyFilesInside: (/** @type {Of<"most">} */ { name, most }) => [
    `“${name}” holds more than ${most} files`,
    "unpack it and choose some of them",
  ],
  packedTwice: (/** @type {Of} */ { name }) => [`“${name}” is packed more than once`, UNPACK],
  leadsOut: (/** @type {Of<"path">} */ { name, path }) => [
    `“${name}” holds a file, “${path}”, that leads out of it`,
    UNPACK,
  ],
  sameTwice: (/** @type {Of<"path">} */ { name, path }) => [
    `“${name}” holds “${path}” twice`,
    UNPACK,
  ],
  locked: (/** @type {Of} */ { name }) => [`“${name}” is locked with a password`, UNPACK],
  unknownPacking: (/** @type {Of<"method">} */ { name, method }) => [
    `“${name}” is packed in a way that is not read here (${method})`,
    UNPACK,
  ],
  damaged: (/** @type {Of} */ { name }) => [`“${name}” is cut off or damaged`, AGAIN],
  damagedList: (/** @type {Of} */ { name }) => [
    `“${name}” is cut off or damaged: its list of files can't be read`,
    AGAIN,
  ],

  noTextColumn: (/** @type {Of} */ { name }) => [
    `“${name}” has no column of text`,
    "choose a file with a column of headlines",
  ],
  unknownCodec: (/** @type {Of<"codec">} */ { name, codec }) => [
    `“${name}” is packed with ${codec}, which is not read here`,
    "write it with snappy or zstd",
  ],
  rowsDiffer: (/** @type {Of} */ { name }) => [
    `“${name}” is cut off or damaged: its numbers of rows differ`,
    AGAIN,
  ],
  fewerRows: (/** @type {Of} */ { name }) => [
    `“${name}” is cut off or damaged: it has fewer rows than it says`,
    AGAIN,
  ],
  /** `detail`: what a library said, in English. */
  damagedInside: (/** @type {Of<"detail">} */ { name, detail }) => [
    `“${name}” is cut off or damaged (${detail})`,
    AGAIN,
  ],

  sampleUnreached: (/** @type {{ path: string }} */ { path }) => [
    `The sample ${path} could not be fetched`,
    "check the connection and try again",
  ],
  sampleAnswered: (/** @type {Record<"path" | "status", string>} */ { path, status }) => [
    `The sample ${path} could not be fetched (HTTP ${status})`,
    "reload the page",
  ],
};

/**
 * The clauses of a reason in a language that has these sentences and writes numbers so.
 * @param {Sentences} sentences @param {Reason} reason @param {Values} values @param {(n: number) => string} written
 */
export function clausesOf(sentences, reason, values, written) {
  const shown = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === "number" ? written(value) : value,
  ]);
  const say = /** @type {(values: any) => Clauses} */ (sentences[reason]);
  return say(Object.fromEntries(shown));
}
