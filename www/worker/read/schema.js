/** What the description of a Parquet file says of its columns. */

/** @typedef {import("./libraries.js").SchemaNode} SchemaNode */

/** Whether it is a plain column of text; lists and records have columns of their own below them. @param {SchemaNode} node */
export function isText({ element, children }) {
  const { type, logical_type, converted_type } = element;
  const said = logical_type?.type ?? converted_type;
  // Files of some writers do not say what their bytes are.
  return (
    children.length === 0 &&
    element.repetition_type !== "REPEATED" &&
    type === "BYTE_ARRAY" &&
    (said === undefined || /^(STRING|UTF8|ENUM)$/.test(said))
  );
}
