/**
 * A process that charges or publishes a month and kills itself before its n-th statement inside of transactions, or
 * ends when the work is done.
 */
import { pathToFileURL } from "node:url";

const part = (name) => import(pathToFileURL(`${process.env.DOMOVOY_PROGRAM}/${name}`).href);
const [
  { openDatabase },
  { createVault },
  { createKeyRing },
  { runCharging },
  { runPublishing },
  { volumesByNorm },
] = await Promise.all(
  [
    "database/open-database.js",
    "core/crypto/vault.js",
    "core/crypto/key-ring.js",
    "core/billing/month/run-charging.js",
    "core/billing/month/run-publishing.js",
    "core/billing/volumes.js",
  ].map(part),
);

let left = Number(process.env.STATEMENTS);
const patched = new WeakSet();
const deadly = (tx) => {
  if (patched.has(tx)) return tx;
  patched.add(tx);
  for (const name of ["$queryRaw", "$queryRawUnsafe", "$executeRaw", "$executeRawUnsafe"]) {
    const run = tx[name].bind(tx);
    tx[name] = (...args) => {
      left -= 1;
      if (left === 0) process.kill(process.pid, "SIGKILL");
      return run(...args);
    };
  }
  return tx;
};

const database = await openDatabase(process.env.DATABASE_URL);
const core = {
  database: {
    ...database,
    read: database.read,
    transaction: (fn, options) => database.transaction((tx) => fn(deadly(tx)), options),
  },
  clock: { now: () => new Date(process.env.NOW) },
  vault: createVault(createKeyRing([Buffer.alloc(32, 7)])),
  subscribers: [],
  enqueueJobs: async () => {},
  committed: () => {},
};
const { MONTH: monthId, RUN: run } = process.env;
const { state } = await database.read.billingMonth.findUniqueOrThrow({ where: { id: monthId } });
if (state === "charging") await runCharging({ core, volumes: volumesByNorm }, monthId, Number(run));
if (state === "publishing") await runPublishing(core, monthId, Number(run));
await database.close();
