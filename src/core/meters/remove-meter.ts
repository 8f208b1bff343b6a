import type { MeterModel } from "../../database/types.ts";
import { can } from "../access/policy.ts";
import { type Day, isDay, type Month, monthOf, shiftMonth } from "../billing/calendar.ts";
import { factsChanged } from "../billing/month/facts-changed.ts";
import { refuse } from "../directory/refuse.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { takenMonths } from "./building-window.ts";
import { doubtOf, surroundings } from "./give-reading.ts";
import { judgeReading, judgeTurned } from "./judge-reading.ts";
import { digitsOf, registersOf } from "./meter.ts";
import { registerReadings } from "./register-readings.ts";

export interface MeterRemoval {
  meterId: string;
  day: Day;
  /** What its registers stood at, in their order, in thousandths; empty: nobody read them. */
  final: readonly bigint[];
  /** Whoever took it away says that a counter passed its capacity. */
  turned?: boolean;
  /** They were asked, and say that it is right. */
  confirmed?: boolean;
}

type Refusal =
  | "not-found"
  | "forbidden"
  | "wrong-day"
  | "reading-missing"
  | "beyond-capacity"
  | "unusual"
  | "less"
  | "more-than-next";

/**
 * Takes a meter away with its last readings, judged as any others are. The month's bill takes them; once that is
 * approved, the next one's, so that what was used since is charged all the same. `month` is null without readings.
 */
export const removeMeter = async (
  work: Work,
  { meterId, day, final, turned = false, confirmed = false }: MeterRemoval,
): Promise<Outcome<{ month: Month | null }, Refusal>> => {
  const { tx, actor, now } = work;
  const attempt = { act: "meter.remove", subjectType: "meter", subjectId: meterId };
  const meter = await tx.meter.findUnique({ where: { id: meterId } });
  if (!meter || meter.removed) return refuse(work, attempt, "not-found");
  if (!can(actor, "meter.change", meter)) return refuse(work, attempt, "forbidden");
  if (!isDay(day)) return refuse(work, attempt, "wrong-day");
  const registers = registersOf(meter);
  if (final.length > 0 && final.length !== registers.length) return refuse(work, attempt, "reading-missing");
  if (final.some((value) => value < 0n || value >= meter.capacity))
    return refuse(work, attempt, "beyond-capacity", { count: digitsOf(meter.capacity) });
  // A reading that comes at the same moment waits, and is not found any more.
  await tx.meter.updateMany({ where: { id: meterId }, data: { companyId: meter.companyId } });

  const month = await openMonth(work, meter, monthOf(day));
  const readings = await registerReadings(tx, [meterId]);
  const data = [];
  for (const [at, value] of final.entries()) {
    const { zone } = registers[at] ?? { zone: "" };
    const around = surroundings(meter, readings({ meterId, zone }), { month, day, kind: "final" });
    const verdict = turned ? judgeTurned(value, around) : judgeReading(value, around);
    const doubt = doubtOf(verdict, { confirmed }, around);
    if (doubt) return refuse(work, attempt, doubt.code, doubt.params);
    data.push({
      companyId: meter.companyId,
      meterId,
      zone,
      kind: "final" as const,
      day,
      month,
      value,
      turned: "turned" in verdict && verdict.turned,
      confirmed,
      source: "staff",
      givenBy: actor.kind === "person" ? actor.personId : null,
      createdAt: now,
    });
  }
  await tx.meter.update({ where: { id: meterId }, data: { removed: day } });
  await tx.reading.createMany({ data });
  await factsChanged(work, meter.companyId, { since: monthOf(day) });
  work.audit({ ...attempt, after: { removed: day, month, final: final.map(String) } });
  return done({ month: data.length > 0 ? month : null });
};

/** The first month from this one whose bills still take readings. */
const openMonth = async ({ tx }: Work, { companyId }: MeterModel, from: Month): Promise<Month> => {
  const taken = await takenMonths(tx, companyId);
  let month = from;
  while (taken(month)) month = shiftMonth(month, 1);
  return month;
};
