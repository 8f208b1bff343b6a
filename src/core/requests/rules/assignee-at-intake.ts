import type { Tx } from "../../../database/types.ts";
import { type WorksAs, worksHere } from "../work/works-here.ts";
import { type Intake, type IntakeRule, rulesMet } from "./choose-rule.ts";
import { dutyPerson } from "./duty-person.ts";

export interface Entrusted {
  personId: string;
  as: WorksAs;
  by: "rule" | "duty";
}

/** Whom a new request goes to: by the most specific rule whose person still works there, else whoever is on duty. */
export const assigneeAtIntake = async (
  tx: Tx,
  { companyId, ...intake }: Intake & { companyId: string },
): Promise<Entrusted | null> => {
  const rules = await tx.$queryRaw<IntakeRule[]>`
    SELECT "id", "categoryKey", "buildingId", "weekdays", "minuteFrom", "minuteTo", "assigneeId"
    FROM "AssignmentRule" WHERE "companyId" = ${companyId} AND "removedAt" IS NULL`;
  const place = { companyId, buildingId: intake.buildingId };
  for (const { assigneeId } of rulesMet(rules, intake)) {
    const as = await worksHere(tx, place, assigneeId);
    if (as) return { personId: assigneeId, as, by: "rule" };
  }
  const onDuty = await dutyPerson(tx, place, intake.at);
  return onDuty === null ? null : { personId: onDuty, as: "desk", by: "duty" };
};
