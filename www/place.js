/**
 * Where the scripts are: the folder with engine.js, the workers and vendor/ in it. `cargo xtask dist` bundles modules
 * elsewhere, but never this one, so that it can tell.
 */
export const PLACE = new URL("./", import.meta.url);
