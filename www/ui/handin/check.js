/**
 * Small checks that make up a format. Each says what is wrong with a value, and where, or nothing: a file that somebody
 * hands in is not to be trusted.
 */

/** The first fault of a value at a place such as `runs[0].name`, or null. @typedef {(value: any, at: string) => string | null} Check */

/** @param {number} longest in UTF-16 units @returns {Check} */
export const text = (longest) => (value, at) => {
  if (typeof value !== "string") return `${at} is no text`;
  return value.length <= longest ? null : `${at} is longer than ${longest} characters`;
};

/** @type {Check} */
export const number = (value, at) =>
  typeof value === "number" && Number.isFinite(value) ? null : `${at} is no number`;

/** @param {number} least @param {number} [most] @returns {Check} */
export const whole =
  (least, most = Number.MAX_SAFE_INTEGER) =>
  (value, at) =>
    Number.isSafeInteger(value) && value >= least && value <= most
      ? null
      : `${at} is no whole number from ${least} to ${most}`;

/** @param {number} most @returns {Check} */
export const above0 = (most) => (value, at) =>
  typeof value === "number" && value > 0 && value <= most
    ? null
    : `${at} is no number above 0, up to ${most}`;

/** A SHA-256 in lower-case hex. @type {Check} */
export const hash = (value, at) =>
  typeof value === "string" && /^[0-9a-f]{64}$/.test(value) ? null : `${at} is no SHA-256`;

/** @type {Check} */
export const flag = (value, at) =>
  typeof value === "boolean" ? null : `${at} is neither true nor false`;

/** @param {readonly unknown[]} values @returns {Check} */
export const oneOf = (values) => (value, at) =>
  values.includes(value) ? null : `${at} is none of ${values.join(", ")}`;

/** @param {Check} check @returns {Check} */
export const orNull = (check) => (value, at) => (value === null ? null : check(value, at));

/** @param {Check} check @param {number} most Entries. @returns {Check} */
export const list = (check, most) => (value, at) => {
  if (!Array.isArray(value)) return `${at} is no list`;
  if (value.length > most) return `${at} has more than ${most} entries`;
  return first(value.map((one, i) => () => check(one, `${at}[${i}]`)));
};

/** A list of as many entries as there are checks. @param {Check[]} checks @returns {Check} */
export const tuple =
  (...checks) =>
  (value, at) => {
    if (!Array.isArray(value) || value.length !== checks.length)
      return `${at} is no list of ${checks.length}`;
    return first(checks.map((check, i) => () => check(value[i], `${at}[${i}]`)));
  };

/**
 * An object with these keys and no other.
 * @param {Record<string, Check>} fields @param {Record<string, Check>} [optional] Keys that may be missing.
 * @returns {Check}
 */
export const record =
  (fields, optional = {}) =>
  (value, at) => {
    if (!isObject(value)) return `${at} is no object`;
    const all = { ...optional, ...fields };
    const unknown = Object.keys(value).find((key) => !Object.hasOwn(all, key));
    if (unknown !== undefined) return `${at}.${unknown} is unknown`;
    const missing = Object.keys(fields).find((key) => !Object.hasOwn(value, key));
    if (missing !== undefined) return `${at}.${missing} is missing`;
    return first(Object.keys(value).map((key) => () => all[key](value[key], `${at}.${key}`)));
  };

/** An object of any of these keys. @param {Check} check of each value @param {readonly string[]} keys @returns {Check} */
export const some = (check, keys) =>
  record({}, Object.fromEntries(keys.map((key) => [key, check])));

/** @param {unknown} value */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {(() => string | null)[]} checks */
function first(checks) {
  for (const check of checks) {
    const fault = check();
    if (fault !== null) return fault;
  }
  return null;
}
