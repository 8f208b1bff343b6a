import { IANAZone } from "luxon";
import { can } from "../access/policy.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { supportedLanguage } from "./languages.ts";
import { sameAs, tidy } from "./names.ts";
import { refuse } from "./refuse.ts";

export interface NewBuilding {
  companyId: string;
  address: string;
  /** Of the company unless given. */
  timeZone?: string;
  language?: string;
}

/** Adds a building, or gives the one that stands at this address. */
export const addBuilding = async (
  work: Work,
  input: NewBuilding,
): Promise<
  Outcome<
    { buildingId: string; created: boolean },
    "forbidden" | "not-found" | "bad-address" | "bad-time-zone"
  >
> => {
  const { companyId } = input;
  const attempt = { act: "building.add", subjectType: "building", subjectId: null };
  if (!can(work.actor, "building.add", { companyId })) return refuse(work, attempt, "forbidden");
  const address = tidy(input.address);
  if (address.length < 2 || address.length > 200) return refuse(work, attempt, "bad-address");
  if (input.timeZone && !IANAZone.isValidZone(input.timeZone)) return refuse(work, attempt, "bad-time-zone");
  const company = await work.tx.company.findUnique({ where: { id: companyId } });
  if (!company) return refuse(work, attempt, "not-found");
  const buildings = await work.tx.building.findMany({
    where: { companyId },
    select: { id: true, address: true },
  });
  const known = buildings.find((building) => sameAs(building.address) === sameAs(address));
  if (known) return done({ buildingId: known.id, created: false });
  const timeZone = input.timeZone ?? company.timeZone;
  const language = supportedLanguage(input.language) ?? company.language;
  const { id } = await work.tx.building.create({
    data: { companyId, address, timeZone, language, createdAt: work.now },
  });
  work.audit({ ...attempt, subjectId: id, after: { address, timeZone, language } });
  return done({ buildingId: id, created: true });
};
