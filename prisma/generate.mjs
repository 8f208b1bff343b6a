/**
 * Makes one Prisma client per database from the shared models: composes prisma/.build/<provider>/ and
 * generates src/generated/<provider>/. Does nothing when neither the models nor Prisma have changed.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const models = join(root, "prisma", "models");
export const providers = ["sqlite", "postgresql"];

// The small compiler is as fast here, for Prisma keeps the plans of queries, and takes 40 MB less of memory.
const providerFile = (provider) => `generator client {
  provider            = "prisma-client"
  output              = "../../../src/generated/${provider}"
  runtime             = "nodejs"
  compilerBuild       = "small"
  moduleFormat        = "esm"
  importFileExtension = "js"
}

datasource db {
  provider = "${provider}"
}
`;

const fingerprint = (cli) => {
  const hash = createHash("sha256").update(providerFile("any"));
  hash.update(readFileSync(join(dirname(cli), "..", "package.json")));
  for (const name of readdirSync(models).sort()) {
    if (name.endsWith(".prisma")) hash.update(`\0${name}\0`).update(readFileSync(join(models, name)));
  }
  return hash.digest("hex");
};

const compose = (provider) => {
  const folder = join(root, "prisma", ".build", provider);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(models)) {
    if (name.endsWith(".prisma")) cpSync(join(models, name), join(folder, name));
  }
  writeFileSync(join(folder, "_provider.prisma"), providerFile(provider));
  return folder;
};

const run = (cli, folder) =>
  new Promise((resolve, reject) => {
    // Prisma looks for an engine binary even where none is used; any existing file keeps it from downloading.
    const engine = process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? process.execPath;
    const env = {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: engine,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    };
    const child = spawn(process.execPath, [cli, "generate", "--no-hints", "--schema", folder], {
      cwd: root,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (output += data));
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`prisma generate failed; correct prisma/models.\n${output}`)),
    );
  });

const stamp = join(root, "prisma", ".build", "fingerprint");
const findCli = () => createRequire(import.meta.url).resolve("prisma/build/index.js");

/** Whether both clients stand as the models want them. */
export const isFresh = () => {
  const present = providers.every((p) => existsSync(join(root, "src", "generated", p, "client.ts")));
  return present && existsSync(stamp) && readFileSync(stamp, "utf8") === fingerprint(findCli());
};

/** Generates both clients if needed. Throws Prisma's own message on a bad model. */
export const generate = async () => {
  if (isFresh()) return;
  const cli = findCli();
  const wanted = fingerprint(cli);
  rmSync(stamp, { force: true });
  await Promise.all(providers.map((provider) => run(cli, compose(provider))));
  writeFileSync(`${stamp}.new`, wanted);
  renameSync(`${stamp}.new`, stamp);
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await generate();
}
