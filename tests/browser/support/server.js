import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/**
 * Starts `xtask serve` on a free port. `HEADLINE_XTASK` is the program, `HEADLINE_PKG` the folder of the modules;
 * HEADLINE_FAKE=1 serves the stand-in module instead, for work on the tests themselves.
 * @param {{ fake?: boolean }} [options] `fake`: the stand-in module in any case, for tests of what the page makes of runs
 * @returns {Promise<{ url: string, stop: () => void }>}
 */
export async function startServer({ fake = Boolean(process.env.HEADLINE_FAKE) } = {}) {
  const { HEADLINE_XTASK = `${root}target/debug/xtask`, HEADLINE_PKG } = process.env;
  const [program, args] = fake
    ? [process.execPath, [`${root}tests/browser/fake-server.mjs`]]
    : [HEADLINE_XTASK, ["serve", "--port", "0", ...(HEADLINE_PKG ? ["--pkg", HEADLINE_PKG] : [])]];
  const env = { ...process.env, FAKE_UNIT_MS: process.env.FAKE_UNIT_MS ?? "1" };
  const child = spawn(program, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const url = await new Promise((resolve, reject) => {
    const fail = (/** @type {unknown} */ why) =>
      reject(new Error(`${program} ${args.join(" ")}: ${why}\n${said}`));
    const heard = (/** @type {Buffer} */ chunk) => {
      said += chunk;
      const address = said.match(/https?:\/\/[^\s/]+/);
      if (address) resolve(`${address[0]}/`);
    };
    child.stdout.on("data", heard);
    child.stderr.on("data", heard);
    child.on("error", fail);
    child.on("exit", (code) => fail(`ended with ${code}`));
    setTimeout(() => fail("told no address within 60 s"), 60_000).unref();
  });
  return { url, stop: () => child.kill() };
}
