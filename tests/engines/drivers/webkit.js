import { spawn } from "node:child_process";
import { readdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";

/** How a WebDriver names an element in its answers. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const PATIENCE_MS = 20_000;

/**
 * WebKitGTK by its own WebDriver, on a screen of its own.
 * @param {{ driver: string, xvfb: string }} programs
 * @returns {Promise<import("./driver.js").Driver>}
 */
export async function openWebKit({ driver, xvfb }) {
  const screen = await startScreen(xvfb);
  /** @type {string[]} */
  const said = [];
  const port = await freePort();
  // The driver starts the browser, which inherits the screen and where to write.
  const process = started(
    spawn(driver, [`--port=${port}`], { env: environment(screen.display) }),
    (text) => said.push(text),
  );
  const end = () => {
    process.kill();
    screen.end();
  };
  try {
    const session = await openSession(`http://127.0.0.1:${port}`);
    const { ask, find, first } = session;
    return {
      open: (url) => ask("POST", "/url", { url }),
      press: async (xpath) => ask("POST", `/element/${await first(xpath)}/click`, {}),
      async write(xpath, text) {
        const element = await first(xpath);
        await ask("POST", `/element/${element}/clear`, {});
        await ask("POST", `/element/${element}/value`, { text });
      },
      choose: async (xpath, value) =>
        ask("POST", `/element/${await first(`${xpath}/option[@value="${value}"]`)}/click`, {}),
      upload: async (xpath, path) =>
        ask("POST", `/element/${await first(xpath)}/value`, { text: path }),
      async read(xpath) {
        const element = await find(xpath);
        return element && ask("GET", `/element/${element}/text`);
      },
      screenshot: async (path) =>
        writeFile(path, Buffer.from(await ask("GET", "/screenshot"), "base64")),
      errors: () => errorsIn(said.join("")),
      async close() {
        await ask("DELETE", "").catch(() => {});
        end();
      },
    };
  } catch (error) {
    end();
    throw new Error(`${driver} gave no session: ${error}\n${said.join("")}`);
  }
}

/**
 * A session of the W3C's WebDriver protocol, as far as the scenario needs it.
 * @param {string} server
 */
async function openSession(server) {
  const { sessionId } = await send(server, "POST", "/session", {
    capabilities: {
      alwaysMatch: {
        "webkitgtk:browserOptions": {
          binary: await miniBrowser(),
          args: ["--automation", "--enable-write-console-messages-to-stdout=true"],
        },
      },
    },
  });
  const ask = (
    /** @type {string} */ method,
    /** @type {string} */ path,
    /** @type {object} */ body,
  ) => send(server, method, `/session/${sessionId}${path}`, body);
  await ask("POST", "/window/rect", { width: 1280, height: 720 });
  const find = async (/** @type {string} */ xpath) => {
    const found = await ask("POST", "/elements", { using: "xpath", value: xpath });
    return found.length > 0 ? found[0][ELEMENT] : null;
  };
  const first = async (/** @type {string} */ xpath) => {
    for (const end = Date.now() + PATIENCE_MS; ; await pause(50)) {
      const element = await find(xpath);
      if (element) return element;
      if (Date.now() > end) throw new Error(`nothing is at ${xpath}`);
    }
  };
  return { ask, find, first };
}

/**
 * @param {string} server
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<any>}
 */
async function send(server, method, path, body) {
  for (const end = Date.now() + PATIENCE_MS; ; await pause(100)) {
    try {
      const response = await fetch(server + path, { method, body: body && JSON.stringify(body) });
      const { value } = /** @type {{ value: any }} */ (await response.json());
      if (response.ok) return value;
      throw new Error(`${method} ${path}: ${value.error}, ${value.message}`);
    } catch (error) {
      // It takes a moment until the driver listens.
      if (!(error instanceof TypeError) || Date.now() > end) throw error;
    }
  }
}

/** WebKit's own small browser: beside the library, whose folder has its version in its name. */
async function miniBrowser() {
  const { arch } = globalThis.process;
  const triplet = arch === "arm64" ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
  const libraries = `/usr/lib/${triplet}`;
  const folders = (await readdir(libraries))
    .filter((name) => name.startsWith("webkit2gtk-"))
    .sort();
  const newest = folders.at(-1);
  if (!newest) throw new Error(`there is no WebKitGTK in ${libraries}`);
  return `${libraries}/${newest}/MiniBrowser`;
}

/**
 * Errors of the page among the lines that the browser writes.
 * @param {string} said
 */
function errorsIn(said) {
  return said.split("\n").filter((line) => /CONSOLE .*\bERROR\b/.test(line));
}

/** @param {string} xvfb */
function startScreen(xvfb) {
  const process = spawn(
    xvfb,
    ["-displayfd", "3", "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
    {
      stdio: ["ignore", "ignore", "ignore", "pipe"],
    },
  );
  return new Promise((resolve, reject) => {
    process.on("error", reject);
    process.on("exit", (code) => reject(new Error(`${xvfb} ended with ${code}`)));
    const display = /** @type {import("node:stream").Readable} */ (process.stdio[3]);
    display.once("data", (number) =>
      resolve({ display: `:${String(number).trim()}`, end: () => process.kill() }),
    );
  });
}

/** @param {string} display */
function environment(display) {
  return {
    ...globalThis.process.env,
    DISPLAY: display,
    GDK_BACKEND: "x11",
    // There is no graphics card under Xvfb, and a sandbox within a container's is refused.
    LIBGL_ALWAYS_SOFTWARE: "1",
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
    NO_AT_BRIDGE: "1",
  };
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {(text: string) => void} hear
 */
function started(child, hear) {
  child.stdout?.on("data", (chunk) => hear(String(chunk)));
  child.stderr?.on("data", (chunk) => hear(String(chunk)));
  child.on("error", (error) => hear(String(error)));
  return child;
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/** @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
