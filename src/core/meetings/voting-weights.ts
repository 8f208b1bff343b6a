import { can } from "../access/policy.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Work } from "../work/work.ts";

/**
 * Takes the weights that a declaration gives the units, one a line: "45 125" or "45; 12.5". Writes all or none; a line
 * that can't be read, or names no unit or several, is given back by its number.
 */
export const setVotingWeights = async (
  work: Work,
  { buildingId, text }: { buildingId: string; text: string },
): Promise<Outcome<{ units: number }, "not-found" | "forbidden" | "bad-line" | "no-unit" | "empty">> => {
  const { tx, actor } = work;
  const building = await tx.building.findUnique({ where: { id: buildingId } });
  if (!building) return refused("not-found");
  const { companyId } = building;
  const attempt = { act: "meeting.weights", subjectType: "building", subjectId: buildingId };
  if (!can(actor, "meeting.prepare", { companyId, buildingId })) return refuse(work, attempt, "forbidden");
  const units = await tx.unit.findMany({ where: { buildingId }, select: { id: true, number: true } });
  const read = new Map<string, number>();
  for (const [at, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const match = /^\s*(\S+?)\s*[;:=\t ]\s*(\d{1,6})(?:[.,](\d{1,3}))?\s*$/.exec(line);
    if (!match) return refused("bad-line", { line: at + 1 });
    const [, number = "", wholePart = "", part = ""] = match;
    const [unit, another] = units.filter((each) => each.number.toLowerCase() === number.toLowerCase());
    if (!unit || another) return refused("no-unit", { line: at + 1, number });
    read.set(unit.id, Number(wholePart) * 1000 + Number(part.padEnd(3, "0")));
  }
  if (read.size === 0) return refused("empty");
  for (const [unitId, weight] of read)
    await tx.unitVotingWeight.upsert({
      where: { unitId },
      create: { unitId, companyId, weight },
      update: { weight },
    });
  work.audit({ ...attempt, after: { units: read.size } });
  return done({ units: read.size });
};
