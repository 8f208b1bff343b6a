import { addBuilding } from "../../src/core/directory/add-building.ts";
import { createCompany } from "../../src/core/directory/create-company.ts";
import { addQuestion } from "../../src/core/meetings/agenda.ts";
import { draftMeeting } from "../../src/core/meetings/draft-meeting.ts";
import { openVoting } from "../../src/core/meetings/lead-meeting.ts";
import { sendNotice } from "../../src/core/meetings/send-notice.ts";
import { writeRegister } from "../../src/core/meetings/write-register.ts";
import type { Outcome } from "../../src/core/outcome.ts";
import type { Core } from "../../src/core/work/core.ts";
import { runWork } from "../../src/core/work/run-work.ts";
import type { Work } from "../../src/core/work/work.ts";

/** A house whose owners vote now. */
export interface Assembly {
  companyId: string;
  meetingId: string;
  questionIds: string[];
  people: { personId: string; accountId: number }[];
  registerMs: number;
}

const dayMs = 86_400_000;
const rowsAtATime = 120;
const firstAccount = 7_000_001;

const good = <Value>(outcome: Outcome<Value, string>): Value => {
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
};

/** Twelve days ago the owners were called; voting began a moment ago. Every fifth flat belongs to two of them. */
export const assemble = async (
  core: Core,
  { owners, questions }: { owners: number; questions: number },
): Promise<Assembly> => {
  let shift = -12 * dayMs;
  const past: Core = { ...core, clock: { now: () => new Date(Date.now() + shift) } };
  const run = <T>(fn: (work: Work) => Promise<T>): Promise<T> =>
    runWork(past, { actor: { kind: "system", name: "bench", companyId: null }, channel: "cli" }, fn);
  const { companyId } = good(
    await run((work) => createCompany(work, { name: "Дом", timeZone: "Europe/Moscow", language: "ru" })),
  );
  const { buildingId } = good(
    await run((work) => addBuilding(work, { companyId, address: "пр. Мира, 1", language: "ru" })),
  );
  const people = Array.from({ length: owners }, (_, at) => ({
    personId: `owner-${String(at).padStart(5, "0")}`,
    accountId: firstAccount + at,
  }));
  for (let from = 0; from < owners; from += rowsAtATime)
    await run((work) =>
      moveIn(work, { companyId, buildingId }, people.slice(from, from + rowsAtATime), from),
    );
  const manager = await run((work) => managerOf(work, companyId));
  const lead = <T>(fn: (work: Work) => Promise<T>): Promise<T> =>
    runWork(past, { actor: manager, channel: "slack" }, fn);
  const { meetingId } = good(
    await lead((work) =>
      draftMeeting(work, {
        buildingId,
        title: "Годовое собрание",
        secret: false,
        opensAt: new Date(Date.now() - dayMs / 2),
        closesAt: new Date(Date.now() + 10 * dayMs),
      }),
    ),
  );
  for (let at = 1; at <= questions; at += 1)
    good(
      await lead((work) =>
        addQuestion(work, { meetingId, title: `Вопрос ${at}`, proposal: "Утвердить смету", kind: "simple" }),
      ),
    );
  good(await lead((work) => sendNotice(work, { meetingId })));
  const began = performance.now();
  await writeRegister(past, meetingId);
  const registerMs = performance.now() - began;
  shift = 0;
  good(await run((work) => openVoting(work, { meetingId })));
  await run(({ tx }) =>
    tx.card.create({
      data: {
        companyId,
        kind: "meeting-staff",
        subjectId: meetingId,
        platform: "slack",
        chatId: "C00000",
        messageId: "1700000000.000001",
        language: "ru",
      },
    }),
  );
  const asked = await core.database.read.agendaQuestion.findMany({
    where: { meetingId },
    orderBy: { position: "asc" },
    select: { id: true },
  });
  return { companyId, meetingId, questionIds: asked.map(({ id }) => id), people, registerMs };
};

const managerOf = async ({ tx, vault }: Work, companyId: string) => {
  const { id: personId } = await tx.person.create({ data: { companyId, nameSealed: vault.seal("Вера") } });
  return {
    kind: "person",
    companyId,
    personId,
    language: "ru",
    account: null,
    roles: [{ kind: "manager", buildingId: null }],
    occupancies: [],
  } as const;
};

const moveIn = async (
  { tx, vault, now }: Work,
  { companyId, buildingId }: { companyId: string; buildingId: string },
  people: Assembly["people"],
  from: number,
): Promise<void> => {
  await tx.person.createMany({
    data: people.map(({ personId, accountId }) => ({
      id: personId,
      companyId,
      nameSealed: vault.seal(`Смирнова Анна Петровна ${accountId}`),
      language: "ru",
    })),
  });
  await tx.identity.createMany({
    data: people.map(({ personId, accountId }) => ({
      companyId,
      personId,
      platform: "telegram",
      externalId: String(accountId),
      chatId: String(accountId),
    })),
  });
  // Of every six owners, the fifth and sixth share a flat.
  const held = people.map(({ personId }, at) => {
    const place = from + at;
    const shared = place % 6 >= 4;
    const flat = Math.floor(place / 6) * 5 + Math.min(place % 6, 4);
    return { personId, flat, part: shared ? (place % 6 === 4 ? 1 : 2) : 3 };
  });
  const flats = [...new Set(held.map(({ flat }) => flat))];
  await tx.unit.createMany({
    data: flats.map((flat) => ({
      id: `flat-${flat}`,
      companyId,
      buildingId,
      number: String(flat + 1),
      area: 3000 + ((flat * 37) % 6000),
    })),
  });
  await tx.occupancy.createMany({
    data: held.map(({ personId, flat, part }) => ({
      companyId,
      personId,
      unitId: `flat-${flat}`,
      kind: "owner" as const,
      shareNumerator: part === 3 ? 1 : part,
      shareDenominator: part === 3 ? 1 : 3,
      from: new Date(now.getTime() - 100 * dayMs),
      verifiedAt: now,
    })),
  });
};
