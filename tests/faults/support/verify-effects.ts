import { expect } from "vitest";
import { diskFileStore } from "../../../src/adapters/files/disk-file-store.ts";
import { sealAudit } from "../../../src/core/audit/seal-audit.ts";
import { verifyAudit } from "../../../src/core/audit/verify-audit.ts";
import type { Ledger } from "./ledger.ts";
import type { World } from "./world.ts";

type Requests = Awaited<ReturnType<typeof requestsOf>>;

/** Everything that people did has had its effect, exactly once. */
export const verifyEffects = async (world: World, ledger: Ledger): Promise<void> => {
  const requests = await requestsOf(world);
  verifyNumbers(requests);
  verifyRequests(requests, ledger);
  verifySaid(world, requests, ledger);
  await verifyFiles(world, requests, ledger);
  await sealAudit(world.database);
  expect(await verifyAudit(world.database.read), "broken audit chains").toEqual([]);
  await verifyAuditCovers(world, requests);
};

const requestsOf = async ({ database, vault }: World) => {
  const rows = await database.read.request.findMany({
    orderBy: { number: "asc" },
    include: { events: { include: { attachments: true, revisions: true }, orderBy: { id: "asc" } } },
  });
  return rows.map((row) => ({
    ...row,
    text: vault.open(row.textSealed),
    events: row.events.map((event) => ({
      ...event,
      text: event.textSealed === null ? "" : vault.open(event.textSealed),
    })),
  }));
};

const verifyNumbers = (requests: Requests): void => {
  const first = requests[0]?.number ?? 0;
  expect(
    requests.map(({ number }) => number),
    "numbers without gaps",
  ).toEqual(requests.map((_, index) => first + index));
};

const verifyRequests = (requests: Requests, ledger: Ledger): void => {
  expect(requests.length, "requests in all").toBe(ledger.filed.length);
  for (const filed of ledger.filed) {
    const found = requests.filter(({ text }) => text.includes(filed.token));
    expect(found.length, `requests of ${filed.token}`).toBe(1);
    const [request] = found;
    const count = (kind: string): number =>
      request?.events.filter((event) => event.kind === kind).length ?? 0;
    const about = (kind: string): string => `history rows "${kind}" of ${filed.token}`;
    expect(count("filed"), about("filed")).toBe(1);
    expect(count("edited"), about("edited")).toBe(filed.edits.length);
    for (const edit of filed.edits.slice(-1)) expect(request?.text).toContain(edit);
    const revisions = request?.events.flatMap((event) => event.revisions) ?? [];
    expect(revisions.length, `revisions of ${filed.token}`).toBe(filed.edits.length);
    if (filed.taken) expect(count("taken"), about("taken")).toBe(1);
    expect(count("taken"), about("taken")).toBeLessThanOrEqual(1);
    if (filed.started) expect(count("started"), about("started")).toBe(1);
    expect(count("confirmed"), about("confirmed")).toBe(filed.confirmed);
    expect(count("rated"), about("rated")).toBe(filed.rated ? 1 : 0);
    expect(request?.rating ?? null, `rating of ${filed.token}`).toBe(filed.rated ? 5 : null);
  }
};

const verifySaid = (world: World, requests: Requests, ledger: Ledger): void => {
  for (const { token, kind, request, sure } of ledger.said) {
    const rows = requests.flatMap(({ text, events }) =>
      events.filter((event) => event.text.includes(token)).map((event) => ({ in: text, kind: event.kind })),
    );
    const about = `history rows of ${token} (${kind} on ${request.token}): ${JSON.stringify(rows)}; ${world.trace.of(token)}`;
    if (sure) expect(rows.length, about).toBe(1);
    else expect(rows.length, about).toBeLessThanOrEqual(1);
    for (const row of rows) {
      expect(row.kind, about).toBe(kind);
      expect(row.in, about).toContain(request.token);
    }
  }
};

const verifyFiles = async (world: World, requests: Requests, ledger: Ledger): Promise<void> => {
  const store = diskFileStore(world.filesFolder);
  const attachments = requests.flatMap(({ events }) => events.flatMap((event) => event.attachments));
  for (const { state, address, refusal } of attachments) {
    expect([state, refusal], "an attachment").toEqual(["stored", null]);
    expect(world.vault.openBytes(await store.get(address ?? "")).length).toBeGreaterThan(0);
  }
  for (const { token, photos } of ledger.filed) {
    const filed = requests
      .find(({ text }) => text.includes(token))
      ?.events.find(({ kind }) => kind === "filed");
    expect(filed?.attachments.length, `photos of ${token}`).toBe(photos);
  }
  for (const { token, photos, sure } of ledger.said) {
    if (!sure || photos === 0) continue;
    const event = requests.flatMap(({ events }) => events).find(({ text }) => text.includes(token));
    expect(event?.attachments.length, `photos of ${token}`).toBe(photos);
  }
};

/** One audit entry for each history row. */
const verifyAuditCovers = async ({ database }: World, requests: Requests): Promise<void> => {
  for (const { id, number, events } of requests) {
    const entries = await database.read.auditEntry.findMany({
      where: { subjectType: "request", subjectId: id, outcome: "done" },
    });
    expect(entries.map(({ act }) => act).sort(), `audit of request ${number}`).toEqual(
      events.map(({ kind }) => `request.${kind}`).sort(),
    );
  }
};
