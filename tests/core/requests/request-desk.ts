import type { Actor, PersonActor, RoleGrant, SystemActor } from "../../../src/core/access/actor.ts";
import { createKeyRing } from "../../../src/core/crypto/key-ring.ts";
import { createVault } from "../../../src/core/crypto/vault.ts";
import type { DomainEvent } from "../../../src/core/events.ts";
import type { Outcome } from "../../../src/core/outcome.ts";
import { type FiledRequest, type FileRequest, fileRequest } from "../../../src/core/requests/file-request.ts";
import { seedRequestDefaults } from "../../../src/core/requests/seed-request-defaults.ts";
import type { Core } from "../../../src/core/work/core.ts";
import type { JobDraft } from "../../../src/core/work/job-draft.ts";
import { runWork } from "../../../src/core/work/run-work.ts";
import type { Work } from "../../../src/core/work/work.ts";
import { openDatabase } from "../../../src/database/open-database.ts";
import type { RequestModel, RoleKind } from "../../../src/database/types.ts";
import type { DatabaseKind } from "../../support/databases.ts";

export type RequestDesk = Awaited<ReturnType<typeof openDesk>>;

/** A company with one building on a database of its own, a clock to turn, and ears for all that is announced. */
export const openDesk = async (kind: DatabaseKind) => {
  const place = await kind.create();
  const database = await openDatabase(place.url);
  const vault = createVault(createKeyRing([Buffer.alloc(32, 7)]));
  const time = { now: new Date("2026-03-02T09:00:00Z") };
  const heard: DomainEvent[] = [];
  const jobs: JobDraft[] = [];
  const core: Core = {
    database,
    clock: { now: () => time.now },
    vault,
    subscribers: [async (_work, event) => void heard.push(event)],
    enqueueJobs: async (_tx, drafts) => void jobs.push(...drafts),
    committed: () => {},
  };

  const person = async (
    companyId: string,
    name: string,
    held: { unitId?: string; buildingId?: string; role?: RoleKind; onCall?: boolean } = {},
  ): Promise<PersonActor> => {
    const row = await database.transaction((tx) =>
      tx.person.create({ data: { companyId, nameSealed: vault.seal(name) } }),
    );
    const roles: RoleGrant[] = held.role ? [{ kind: held.role, buildingId: null }] : [];
    if (held.role) {
      const data = { companyId, personId: row.id, kind: held.role, onCall: held.onCall ?? false };
      await database.transaction((tx) => tx.role.create({ data }));
    }
    return {
      kind: "person",
      companyId,
      personId: row.id,
      language: "ru",
      account: { platform: "telegram", externalId: row.id, chatId: row.id },
      roles,
      occupancies:
        held.unitId && held.buildingId
          ? [{ unitId: held.unitId, buildingId: held.buildingId, kind: "owner", since: new Date(0) }]
          : [],
    };
  };

  const company = await database.transaction((tx) => tx.company.create({ data: { name: "Дом" } }));
  const companyId = company.id;
  const building = await database.transaction((tx) =>
    tx.building.create({
      data: { companyId, address: "ул. Ленина, 1", timeZone: "Europe/Moscow", language: "ru" },
    }),
  );
  const unitNumbered = (number: string) =>
    database.transaction((tx) => tx.unit.create({ data: { companyId, buildingId: building.id, number } }));
  const unit = await unitNumbered("45");
  const otherUnit = await unitNumbered("46");
  const system: SystemActor = { kind: "system", name: "test", companyId };
  const at = (unitId: string) => ({ unitId, buildingId: building.id });
  const anna = await person(companyId, "Анна", at(unit.id));
  const neighbour = await person(companyId, "Борис", at(otherUnit.id));
  const manager = await person(companyId, "Мария", { role: "manager", onCall: true });
  const dispatcher = await person(companyId, "Дмитрий", { role: "dispatcher" });
  const contractor = await person(companyId, "Слесарь", { role: "contractor" });

  const as = <T>(actor: Actor, fn: (work: Work) => Promise<T>): Promise<T> =>
    runWork(core, { actor, channel: "test" }, fn);
  await as(system, (work) => seedRequestDefaults(work, companyId));

  // The same words for the third time would be refused.
  let filedSoFar = 0;
  const file = (input: Partial<FileRequest> = {}, by: Actor = anna) =>
    as(by, (work) =>
      fileRequest(work, {
        unitId: unit.id,
        categoryKey: "plumbing.tap",
        text: `Капает кран ${++filedSoFar}`,
        ...input,
      }),
    );

  return {
    core,
    time,
    heard,
    jobs,
    vault,
    database,
    companyId,
    buildingId: building.id,
    unitId: unit.id,
    otherUnitId: otherUnit.id,
    anna,
    neighbour,
    manager,
    dispatcher,
    contractor,
    system,
    as,
    person,
    file,
    /** Files a request that is sure to be taken. */
    filed: async (input: Partial<FileRequest> = {}, by: Actor = anna): Promise<FiledRequest> =>
      must(await file(input, by)),
    row: (requestId: string): Promise<RequestModel> =>
      database.read.request.findUniqueOrThrow({ where: { id: requestId } }),
    events: (requestId: string) =>
      database.read.requestEvent.findMany({ where: { requestId }, orderBy: { id: "asc" } }),
    audits: (requestId: string) =>
      database.read.auditEntry.findMany({
        where: { subjectType: "request", subjectId: requestId },
        orderBy: { id: "asc" },
      }),
    wait: (minutes: number): void => {
      time.now = new Date(time.now.getTime() + minutes * 60_000);
    },
    close: async (): Promise<void> => {
      await database.close();
      await place.drop();
    },
  };
};

/** The value of an outcome that must be done. */
export const must = <T>(outcome: Outcome<T, string>): T => {
  if (!outcome.ok) throw new Error(`Refused: ${outcome.code} ${JSON.stringify(outcome.params ?? {})}`);
  return outcome.value;
};

/** The code of a refusal, or "done". */
export const codeOf = (outcome: Outcome<unknown, string>): string => (outcome.ok ? "done" : outcome.code);

export const photo = (externalId: string) =>
  ({ kind: "photo", platform: "telegram", externalId, name: null, mime: "image/jpeg", size: 1000 }) as const;
