import { it } from "vitest";
import { databases } from "../support/databases.ts";
import { createRig, message } from "./rig.ts";
import { lockDue, next, claim } from "../../src/delivery/claim-sqlite.ts";
import { takeOver } from "../../src/delivery/leases.ts";
it("explain", async () => {
  const kind = databases[0];
  if (!kind) return;
  const rig = await createRig(kind);
  const out = (s: string) => process.stderr.write(s + "\n");
  const wants = ["telegram", "slack"].flatMap((platform) => [0, 1, 2, 3].map((lane) => ({ platform: platform as "slack", lane, limit: 4, cooling: [] })));
  for (let i = 0; i < 100000; i += 1000) await rig.put(...Array.from({ length: 1000 }, (_, j) => message(`b${i + j}`, "news ".repeat(20), { lane: "bulk" })));
  const time = async (label: string, fn: () => Promise<unknown>) => {
    await fn();
    const t = performance.now();
    for (let i = 0; i < 20; i++) await fn();
    out(`${label} ${((performance.now() - t) / 20).toFixed(2)} ms`);
  };
  const d = lockDue(new Date(), wants);
  const rows = await rig.database.read.$queryRawUnsafe<Array<Record<string, string>>>("EXPLAIN QUERY PLAN " + lockDue(new Date(), wants.slice(3, 4)).sql, ...lockDue(new Date(), wants.slice(3, 4)).values);
  out(rows.map((r) => r["detail"]).join("\n"));
  await time("due", () => rig.database.read.$queryRawUnsafe(d.sql, ...d.values));
  for (const k of [1,2,4,8]) { const q = lockDue(new Date(), wants.slice(0, k)); await time("due " + k, () => rig.database.read.$queryRawUnsafe(q.sql, ...q.values)); }
  { const q = lockDue(new Date(), wants.slice(3, 4)); await time("due bulk only", () => rig.database.read.$queryRawUnsafe(q.sql, ...q.values)); }
  const B = (await import("better-sqlite3")).default;
  const file = (await rig.database.read.$queryRawUnsafe<Array<{file: string}>>("select file from pragma_database_list"))[0]?.file ?? "";
  const raw = new B(file);
  const vals = d.values.map((v) => v instanceof Date ? v.toISOString().replace("Z", "+00:00") : v);
  await time("raw prepare+all", async () => raw.prepare(d.sql).all(...vals));
  const st = raw.prepare(d.sql);
  await time("raw all", async () => st.all(...vals));
  await time("raw prepare", async () => raw.prepare(d.sql));
  raw.close();
  const n = next(new Date(), wants);
  await time("next", () => rig.database.read.$queryRawUnsafe(n.sql, ...n.values));
  await time("takeOver", () => takeOver(rig.database, new Date(), []));
  let id = 100;
  const ex = await rig.database.transaction((tx) => tx.$queryRawUnsafe<Array<Record<string, string>>>("EXPLAIN QUERY PLAN " + claim, "h", new Date(), "[3]"));
  out(ex.map((r) => r["detail"]).join("\n"));
  await time("claim", () => rig.database.transaction((tx) => tx.$queryRawUnsafe(claim, "h", new Date(), JSON.stringify([id++, id++, id++, id++]))));
  id = 100;
  await time("sent prisma x1", () => rig.database.transaction((tx) => tx.outboxMessage.updateMany({where: {id: id++, state: "sending", leaseHolder: "h"}, data: {leaseHolder: null, leaseUntil: null, state: "sent", sentMessageId: "x", sentAt: new Date(), contentSealed: null, failureCode: null, failureText: null}})));
  await time("empty tx", () => rig.database.transaction(async () => {}));
  await time("unindexed count", () => rig.database.transaction(async (tx) => tx.$queryRawUnsafe("select 1")));
  await rig.close();
}, 120000);
