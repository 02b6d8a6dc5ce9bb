/** Holds a message to what the protocol declares, at run time. */

/** A message that the protocol does not declare, or that lacks what it declares. */
export class ProtocolError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = "ProtocolError";
    this.code = "protocol";
  }
}

/**
 * @param {unknown} value
 * @param {string} kind
 */
function isOfKind(value, kind) {
  switch (kind) {
    case "any":
      return true;
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && value !== null;
    case "number|null":
      return value === null || typeof value === "number";
    case "array|null":
      return value === null || Array.isArray(value);
    default:
      // The kinds left are the names that typeof gives.
      return typeof value === kind;
  }
}

/**
 * Refuses a message that `shapes` does not declare: unknown type, unknown field, missing field, wrong kind.
 * @param {Record<string, Record<string, string>>} shapes
 * @param {unknown} message
 */
export function check(shapes, message) {
  if (typeof message !== "object" || message === null) {
    throw new ProtocolError(`A message is an object with a type, not ${String(message)}.`);
  }
  const fields = /** @type {Record<string, unknown>} */ (message);
  const type = String(fields.type);
  const shape = Object.hasOwn(shapes, type) ? shapes[type] : undefined;
  if (!shape) throw new ProtocolError(`The protocol has no message "${type}"; see protocol.js.`);
  for (const [name, declared] of Object.entries(shape)) {
    const optional = declared.endsWith("?");
    const value = fields[name];
    if (
      value === undefined
        ? !optional
        : !isOfKind(value, optional ? declared.slice(0, -1) : declared)
    ) {
      throw new ProtocolError(
        `The field "${name}" of the message "${type}" must be ${declared}, not ${typeof value}.`,
      );
    }
  }
  for (const name of Object.keys(fields)) {
    if (name !== "type" && !Object.hasOwn(shape, name)) {
      throw new ProtocolError(`The message "${type}" has no field "${name}"; see protocol.js.`);
    }
  }
}
