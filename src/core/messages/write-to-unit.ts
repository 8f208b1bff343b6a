import { can } from "../access/policy.ts";
import type { WayName } from "../contacts/kinds.ts";
import { type KnownReach, loadReach } from "../contacts/load-reach.ts";
import { waysTo } from "../contacts/ways-to.ts";
import { findUnits } from "../directory/find-units.ts";
import { heldAt } from "../directory/occupancy.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Address } from "../platform.ts";
import { checkText, type TextMistake } from "../requests/check-input.ts";
import type { Work } from "../work/work.ts";

export interface UnitLetter {
  letterId: string;
  people: number;
  /** Who is told, and where; the others have no way that works. */
  to: { personId: string; language: string; address: Address; notBefore: Date | null }[];
}

export type UnitRefusal = "forbidden" | "no-such-unit" | "several-units" | "nobody-there" | TextMistake;

/**
 * The office writes to everybody who holds a unit. It is no announcement: what people turned off does not hold it back,
 * quiet hours do.
 */
export const writeToUnit = async (
  work: Work,
  { unit, text, on }: { unit: string; text: string; on: ReadonlySet<WayName> },
): Promise<Outcome<UnitLetter, UnitRefusal>> => {
  const { tx, actor, now, vault } = work;
  const attempt = { act: "unit.write", subjectType: "unit", subjectId: null };
  if (actor.kind !== "person") return refuse(work, attempt, "forbidden");
  const { companyId, personId } = actor;
  const found = (await findUnits(tx, companyId, unit)).filter(({ buildingId }) =>
    can(actor, "unit.write", { companyId, buildingId }),
  );
  const [place, another] = found;
  if (!place) {
    const may = actor.roles.some(({ buildingId }) => can(actor, "unit.write", { companyId, buildingId }));
    return refuse(work, attempt, may ? "no-such-unit" : "forbidden");
  }
  if (another) return refuse(work, attempt, "several-units", { list: found.map(nameOf).join("; ") });
  const checked = checkText(text);
  if (!checked.ok) return refuse(work, attempt, checked.code, checked.params);
  const held = await tx.occupancy.findMany({
    where: { unitId: place.id, ...heldAt(now) },
    select: { personId: true },
    distinct: ["personId"],
    orderBy: { personId: "asc" },
  });
  if (held.length === 0) return refuse(work, attempt, "nobody-there");
  const reach = await loadReach(
    tx,
    held.map((one) => one.personId),
    now,
  );
  const to = [...reach.values()].flatMap((person) => firstWay(person, on, now));
  const letter = await tx.unitLetter.create({
    data: {
      companyId,
      buildingId: place.buildingId,
      unitId: place.id,
      textSealed: vault.seal(checked.value),
      writtenBy: personId,
      people: held.length,
      reached: to.length,
      createdAt: now,
    },
  });
  work.audit({
    ...attempt,
    subjectId: place.id,
    after: { letterId: letter.id, people: held.length, reached: to.length },
  });
  work.announce({ type: "unit-letter.written", companyId, letterId: letter.id });
  return done({ letterId: letter.id, people: held.length, to });
};

const nameOf = ({ address, number }: { address: string; number: string }): string => `${address}, ${number}`;

const firstWay = (person: KnownReach, on: ReadonlySet<WayName>, now: Date): UnitLetter["to"] => {
  const { ways, notBefore } = waysTo({ ...person, muted: [] }, "general", { on, now });
  const [first] = ways;
  return first
    ? [{ personId: person.personId, language: person.language, address: first.address, notBefore }]
    : [];
};
