import type { Db } from "../../database/types.ts";
import type { MeetingPolicy } from "./policy.ts";
import { readRegister } from "./read-register.ts";
import { problemsOf, type RegisterProblem } from "./register-problems.ts";

/** What to repair in the register of a building before its owners vote; what stops the meeting comes first. */
export const checkRegister = async (
  db: Db,
  { buildingId, policy }: { buildingId: string; policy: MeetingPolicy },
  now: Date,
): Promise<{ units: number; owners: number; problems: RegisterProblem[] }> => {
  const units = await readRegister(db, buildingId, now);
  const problems = units.flatMap((unit) => problemsOf(unit, policy.weight, asksForShares(policy)));
  return {
    units: units.length,
    owners: new Set(units.flatMap(({ owners }) => owners.map(({ id }) => id))).size,
    problems: [...problems.filter(({ stops }) => stops), ...problems.filter(({ stops }) => !stops)],
  };
};

/** Whether a rule asks for parts of the co-ownership besides the votes. */
export const asksForShares = ({ rules }: MeetingPolicy): boolean =>
  Object.values(rules)
    .flat()
    .some(({ measure }) => measure === "shares");
