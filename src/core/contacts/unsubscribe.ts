import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { muteWay } from "./mute-way.ts";

/** The link of a letter was used: no more letters to this person but of emergencies. A second time changes nothing. */
export const unsubscribe = async (
  work: Work,
  { contactPointId }: { contactPointId: string },
): Promise<Outcome<{ language: string }, "not-found" | "forbidden">> => {
  const point = await work.tx.contactPoint.findUnique({
    where: { id: contactPointId },
    select: { companyId: true, personId: true },
  });
  const attempt = { act: "notifications.set", subjectType: "person", subjectId: point?.personId ?? null };
  if (!point) return refuse(work, attempt, "not-found");
  if (!can(work.actor, "notifications.set", { companyId: point.companyId })) {
    return refuse(work, attempt, "forbidden");
  }
  await muteWay(work, { ...point, way: "email", via: "unsubscribed" });
  return done({ language: await languageOf(work, point.personId) });
};

/** What a person reads on a page: chosen, else what Telegram tells, else the building's, else the company's. */
export const languageOf = async ({ tx }: Pick<Work, "tx">, personId: string): Promise<string> => {
  const person = await tx.person.findUnique({
    where: { id: personId },
    select: {
      language: true,
      company: { select: { language: true } },
      identities: {
        where: { platform: "telegram" },
        select: { language: true },
        orderBy: { id: "asc" },
        take: 1,
      },
      occupancies: { select: { unit: { select: { building: { select: { language: true } } } } }, take: 1 },
    },
  });
  return (
    person?.language ??
    person?.identities[0]?.language ??
    person?.occupancies[0]?.unit.building.language ??
    person?.company.language ??
    "en"
  );
};
