import type { Vault } from "../../src/core/crypto/vault.ts";
import { chooseRule, dueTimes } from "../../src/core/requests/deadlines.ts";
import { wordHashes } from "../../src/core/requests/search-words.ts";
import type { Session } from "./plain-bot.ts";
import type { PlainPrisma } from "./plain-prisma.ts";

interface Resident {
  id: string;
  companyId: string;
  unit: { id: string; building: { id: string; timeZone: string } };
}

/** Numbered, so in one transaction: two requests never share a number, and none is left out. */
export const fileRequest = (
  prisma: PlainPrisma,
  vault: Vault,
  { resident, session, access }: { resident: Resident; session: Session; access: string },
) =>
  prisma.$transaction(async (tx) => {
    const { companyId, unit } = resident;
    const now = new Date();
    const category = await tx.category.findUniqueOrThrow({
      where: { companyId_key: { companyId, key: session.category } },
    });
    const rules = await tx.deadlineRule.findMany({ where: { companyId, priority: "normal" } });
    const rule = chooseRule(rules, { categoryKey: category.key, priority: "normal", at: now });
    if (!rule) throw new Error("no deadline rule");
    const { lastRequest: number } = await tx.company.update({
      where: { id: companyId },
      data: { lastRequest: { increment: 1 } },
      select: { lastRequest: true },
    });
    const request = await tx.request.create({
      data: {
        companyId,
        number,
        buildingId: unit.building.id,
        unitId: unit.id,
        authorId: resident.id,
        categoryId: category.id,
        textSealed: vault.seal(session.text),
        accessSealed: vault.seal(access),
        ...dueTimes(rule, now, unit.building.timeZone),
      },
    });
    await tx.requestWord.createMany({
      data: wordHashes(vault, session.text).map((hash) => ({ requestId: request.id, companyId, hash })),
    });
    const event = await tx.requestEvent.create({
      data: {
        companyId,
        requestId: request.id,
        kind: "filed",
        visibility: "shared",
        actorId: resident.id,
        data: { emergency: null, call112: false },
        source: session.source,
        at: now,
      },
    });
    await tx.attachment.createMany({
      data: session.photos.map((externalId) => ({
        companyId,
        requestId: request.id,
        eventId: event.id,
        kind: "photo" as const,
        platform: "telegram",
        externalId,
      })),
    });
    return request;
  });

export const answerRequest = async (
  prisma: PlainPrisma,
  vault: Vault,
  {
    resident,
    requestId,
    text,
    source,
  }: { resident: Resident; requestId: string; text: string; source: string },
) => {
  const request = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
  if (request.authorId !== resident.id) throw new Error("not yours");
  await prisma.$transaction([
    prisma.request.update({ where: { id: requestId }, data: { version: { increment: 1 } } }),
    prisma.requestEvent.create({
      data: {
        companyId: request.companyId,
        requestId,
        kind: "answered",
        visibility: "shared",
        actorId: resident.id,
        textSealed: vault.seal(text),
        data: { unpaused: false, raised: false, emergency: null },
        source,
        at: new Date(),
      },
    }),
  ]);
  return request;
};

export const editRequest = async (
  prisma: PlainPrisma,
  vault: Vault,
  { resident, source, text }: { resident: Resident; source: string; text: string },
) => {
  const event = await prisma.requestEvent.findUnique({ where: { source }, include: { request: true } });
  if (!event || event.actorId !== resident.id) return null;
  const { request } = event;
  const { companyId } = request;
  const now = new Date();
  await prisma.$transaction([
    prisma.messageRevision.create({
      data: { eventId: event.id, textSealed: request.textSealed, replacedAt: now },
    }),
    prisma.request.update({
      where: { id: request.id },
      data: { textSealed: vault.seal(text), version: { increment: 1 } },
    }),
    prisma.requestEvent.create({
      data: {
        companyId,
        requestId: request.id,
        kind: "edited",
        visibility: "shared",
        actorId: resident.id,
        data: { eventId: event.id, raised: false, emergency: null },
        at: now,
      },
    }),
    prisma.requestWord.deleteMany({ where: { requestId: request.id } }),
    prisma.requestWord.createMany({
      data: wordHashes(vault, text).map((hash) => ({ requestId: request.id, companyId, hash })),
    }),
  ]);
  return request;
};
