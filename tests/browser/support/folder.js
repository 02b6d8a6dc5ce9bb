/** Folders for static hosts, as `cargo xtask dist` makes them. */

import { execFile } from "node:child_process";
import { appendFile, cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/**
 * One folder for a file of tests, and others of another version on request.
 * @returns {{ path: () => string, other: (note: string) => Promise<string> }} `other` marks each module's script.
 */
export function useFolder() {
  const pkg = process.env.HEADLINE_PKG ?? join(root, "pkg");
  let home = "";
  before(async () => {
    home = await mkdtemp(join(tmpdir(), "headline-host-"));
    await dist(join(home, "first"), pkg);
  });
  after(() => rm(home, { recursive: true, force: true }));
  return {
    path: () => join(home, "first"),
    async other(note) {
      const changed = join(home, `${note}-pkg`);
      await cp(pkg, changed, { recursive: true });
      for (const path of await readdir(changed, { recursive: true }))
        if (path.endsWith("headline_lab.js")) await appendFile(join(changed, path), `// ${note}\n`);
      await dist(join(home, note), changed);
      return join(home, note);
    },
  };
}

/**
 * @param {string} out
 * @param {string} pkg
 */
async function dist(out, pkg) {
  const { HEADLINE_XTASK = join(root, "target/tool/xtask") } = process.env;
  await promisify(execFile)(HEADLINE_XTASK, ["dist", "--out", out, "--pkg", pkg], { cwd: root });
}
