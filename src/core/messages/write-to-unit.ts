import { can } from "../access/policy.ts";
import type { WayName } from "../contacts/kinds.ts";
import { type KnownReach, loadReach } from "../contacts/load-reach.ts";
import { waysTo } from "../contacts/ways-to.ts";
import { findUnits } from "../directory/find-units.ts";
import { heldAt } from "../directory/occupancy.ts";
import { refuse } from "../directory/refuse.ts";
import { keepFiles, type NewFile } from "../files/keep-files.ts";
import { done, type Outcome } from "../outcome.ts";
import { checkText, type TextMistake } from "../requests/check-input.ts";
import { limits } from "../requests/limits.ts";
import type { Work } from "../work/work.ts";

export interface UnitLetter {
  letterId: string;
  people: number;
  /** How many of them there is a way to. */
  reached: number;
}

export type UnitRefusal =
  | "forbidden"
  | "no-such-unit"
  | "several-units"
  | "nobody-there"
  | "too-many-files"
  | TextMistake;

/** What its files belong to. */
export const unitLetterFiles = "unit-letter";

/**
 * The office writes to everybody who holds a unit; they are told once its files have come. It is no announcement: what
 * people turned off does not hold it back, quiet hours do.
 */
export const writeToUnit = async (
  work: Work,
  {
    unit,
    text,
    on,
    files = [],
  }: { unit: string; text: string; on: ReadonlySet<WayName>; files?: readonly NewFile[] },
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
  if (files.length > limits.files)
    return refuse(work, attempt, "too-many-files", { count: files.length, max: limits.files });
  const held = await holdersOf(work, place.id);
  if (held.length === 0) return refuse(work, attempt, "nobody-there");
  const reach = await loadReach(tx, held, now);
  const reached = [...reach.values()].filter((person) => hasWay(person, on, now)).length;
  const letter = await tx.unitLetter.create({
    data: {
      companyId,
      buildingId: place.buildingId,
      unitId: place.id,
      textSealed: vault.seal(checked.value),
      writtenBy: personId,
      people: held.length,
      reached,
      createdAt: now,
    },
  });
  const owner = {
    companyId,
    visibility: "shared",
    subjectType: unitLetterFiles,
    subjectId: letter.id,
  } as const;
  await keepFiles(work, owner, files);
  work.audit({
    ...attempt,
    subjectId: place.id,
    after: { letterId: letter.id, people: held.length, reached, files: files.length },
  });
  work.announce({ type: "unit-letter.written", companyId, letterId: letter.id });
  return done({ letterId: letter.id, people: held.length, reached });
};

const nameOf = ({ address, number }: { address: string; number: string }): string => `${address}, ${number}`;

/** The ids of those who hold a unit now. */
export const holdersOf = async ({ tx, now }: Pick<Work, "tx" | "now">, unitId: string): Promise<string[]> => {
  const held = await tx.occupancy.findMany({
    where: { unitId, ...heldAt(now) },
    select: { personId: true },
    distinct: ["personId"],
    orderBy: { personId: "asc" },
  });
  return held.map(({ personId }) => personId);
};

/** Whether what the office writes to somebody in particular can reach them at all. */
export const hasWay = (person: KnownReach, on: ReadonlySet<WayName>, now: Date): boolean =>
  waysTo({ ...person, muted: [] }, "general", { on, now }).ways.length > 0;
