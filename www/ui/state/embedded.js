/**
 * Whether the page stands in another one, in an iframe with `?embed=1`: it is the lesson's chart, its writers and its one
 * button then. Nothing is kept there, neither runs nor the page's files: a reader came for the other page.
 */
export const embedded =
  typeof location !== "undefined" && new URLSearchParams(location.search).get("embed") === "1";
