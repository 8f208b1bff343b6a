/**
 * Makes a fresh clone ready: installs from the lockfile, generates the Prisma clients, compiles. Every npm script
 * starts with it; it says and does nothing when all is in place. `--no-compile` leaves dist/ alone.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => join(root, ...parts);
const say = (text) => process.stderr.write(`${text}\n`);
const sha256 = (data) => createHash("sha256").update(data).digest("hex");
const readOr = (path, otherwise) => (existsSync(path) ? readFileSync(path, "utf8") : otherwise);

/** A failure that is told in one message, with its remedy, and without a stack. */
class SetupFailure extends Error {}

const run = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], ...options });
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });

const installStamp = at("node_modules", ".domovoy-lockfile");

/** Whether what npm installed, by its own account, is what the lockfile asks for. */
const installedByHand = () => {
  const hidden = readOr(at("node_modules", ".package-lock.json"), undefined);
  if (hidden === undefined) return false;
  const wanted = JSON.parse(readFileSync(at("package-lock.json"), "utf8")).packages;
  const present = JSON.parse(hidden).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === "" || entry.optional || present[path]?.version === entry.version,
  );
};

const lockfileHash = () => sha256(readFileSync(at("package-lock.json")));

const isInstalled = () => {
  if (readOr(installStamp, "") === lockfileHash()) return true;
  if (!installedByHand()) return false;
  writeFileSync(installStamp, lockfileHash());
  return true;
};

const install = async () => {
  say("Installing packages from package-lock.json; the first time takes a few minutes…");
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  const code = npm?.endsWith(".js")
    ? await run(process.execPath, [npm, ...args])
    : await run("npm", args, { shell: process.platform === "win32" });
  if (code !== 0) {
    throw new SetupFailure(
      `npm ci failed (exit ${code}); its own message is above. Check the network, the free disk space, and that python3, make and g++ are installed (two packages are compiled), then start again.`,
    );
  }
  writeFileSync(installStamp, lockfileHash());
};

const filesUnder = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });

const compileStamp = at("dist", ".sources");

const sourcesHash = () => {
  const seen = filesUnder(at("src")).map((path) => {
    const { mtimeMs, size } = statSync(path);
    return `${relative(root, path)} ${mtimeMs} ${size}`;
  });
  return sha256([readOr(at("tsconfig.json"), ""), readOr(installStamp, ""), ...seen.sort()].join("\n"));
};

const isCompiled = () => readOr(compileStamp, "") === sourcesHash();

/** Benches and tests keep what they compile in dist/, too. */
const isOfOthers = (name) => name === "bench" || name.startsWith(".");

const compile = async () => {
  const hash = sourcesHash();
  say("Compiling…");
  mkdirSync(at("dist"), { recursive: true });
  rmSync(compileStamp, { force: true });
  for (const name of readdirSync(at("dist")))
    if (!isOfOthers(name)) rmSync(at("dist", name), { recursive: true });
  const { bundle } = await import("./bundle.mjs");
  await bundle(at("src"), at("dist")).catch(() => {
    throw new SetupFailure("The sources do not compile; correct the lines above and start again.");
  });
  writeFileSync(compileStamp, hash);
};

const generateClients = async () => {
  const { generate } = await import("../prisma/generate.mjs");
  await generate().catch((error) => {
    throw new SetupFailure(error.message);
  });
};

const clientsAreFresh = async () => (await import("../prisma/generate.mjs")).isFresh();

const lockPath = join(tmpdir(), `domovoy-setup-${sha256(root).slice(0, 16)}.lock`);

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
};

const tryLock = () => {
  try {
    const file = openSync(lockPath, "wx");
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    return false;
  }
};

/** Takes a lock left by a process that died. Renaming lets only one of several waiting processes do so. */
const dropDeadLock = () => {
  const aside = `${lockPath}.${process.pid}`;
  const owner = Number(readOr(lockPath, "0"));
  // An empty file is a lock that is being written; a second is more than that can take.
  if (owner === 0 && existsSync(lockPath) && Date.now() - statSync(lockPath).mtimeMs < 1000) return;
  if (owner !== 0 && isAlive(owner)) return;
  try {
    renameSync(lockPath, aside);
  } catch {
    return;
  }
  if (Number(readOr(aside, "0")) === owner) rmSync(aside, { force: true });
  else renameSync(aside, lockPath);
};

const underLock = async (work) => {
  let told = false;
  while (!tryLock()) {
    dropDeadLock();
    if (!told) say("Another process is setting up this folder; waiting for it…");
    told = true;
    await sleep(100);
  }
  try {
    await work();
  } finally {
    rmSync(lockPath, { force: true });
  }
};

const requireNode = () => {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new SetupFailure(`Node ${process.versions.node} is too old; install Node 20.19 or newer.`);
};

const setup = async ({ withCompile }) => {
  requireNode();
  const isReady = async () => isInstalled() && (await clientsAreFresh()) && (!withCompile || isCompiled());
  if (await isReady()) return;
  await underLock(async () => {
    if (!isInstalled()) await install();
    await generateClients();
    if (withCompile && !isCompiled()) await compile();
  });
};

try {
  await setup({ withCompile: !process.argv.includes("--no-compile") });
} catch (error) {
  say(error instanceof SetupFailure ? error.message : `Setting up failed: ${error.stack}`);
  process.exitCode = 1;
}
