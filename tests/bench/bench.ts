import { cpus } from "node:os";
import { openBenchDatabases } from "./databases.ts";
import { type BenchPart, option } from "./part.ts";
import { billingPart } from "./parts/billing.ts";
import { broadcastPart } from "./parts/broadcast.ts";
import { largeCompanyPart } from "./parts/large-company.ts";
import { latencyPart } from "./parts/latency.ts";
import { ledgerPart } from "./parts/ledger.ts";
import { meetingPart } from "./parts/meeting.ts";
import { receiptsPart } from "./parts/receipts.ts";
import { registerPart } from "./parts/register.ts";
import { startUpPart } from "./parts/start-up.ts";
import { throughputPart } from "./parts/throughput.ts";

const parts: readonly BenchPart[] = [
  throughputPart,
  latencyPart,
  largeCompanyPart,
  registerPart,
  broadcastPart,
  meetingPart,
  billingPart,
  ledgerPart,
  receiptsPart,
  startUpPart,
];

/** `npm run bench -- [--quick] [--only=throughput] [--on=sqlite]`. */
const quick = process.argv.includes("--quick");
const only = option("only");
const wanted = parts.filter(({ name }) => only === undefined || name === only);
if (wanted.length === 0)
  throw new Error(`there is no part "${only}"; there are ${parts.map(({ name }) => name).join(", ")}`);

const databases = await openBenchDatabases(option("on"));
try {
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}`);
  for (const part of wanted) await part.run(databases, quick);
} finally {
  // The database server does not keep this process alive, but its end has to be waited for.
  const alive = setInterval(() => undefined, 1_000);
  await databases.stop();
  clearInterval(alive);
}
