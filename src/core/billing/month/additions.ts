import type { Db } from "../../../database/db.ts";
import type { Month } from "../calendar.ts";
import { type ChargeLine, linesFromJson } from "../charge-line.ts";

/** Lines that come from no tariff: extra charges, and differences of past months. */
export interface Addition {
  accountId: string;
  unitId: string;
  lines: readonly ChargeLine[];
}

export const additionsOf = async (
  db: Db,
  { buildingId, month, monthId }: { buildingId: string; month: Month; monthId: string },
): Promise<{ additions: Addition[]; recalculationIds: string[] }> => {
  const extras = await db.$queryRaw<
    Array<{ id: string; accountId: string; unitId: string; serviceId: string; amount: bigint }>
  >`
    SELECT e."id", e."accountId", a."unitId", e."serviceId", e."amount"
    FROM "BillingAccount" AS a JOIN "ExtraCharge" AS e ON e."accountId" = a."id"
    WHERE a."buildingId" = ${buildingId} AND e."month" = ${month} ORDER BY e."id"`;
  const recalculations = await db.$queryRaw<
    Array<{ id: string; accountId: string; unitId: string; month: string; lines: unknown }>
  >`
    SELECT r."id", r."accountId", a."unitId", r."month", r."lines"
    FROM "BillingAccount" AS a JOIN "Recalculation" AS r ON r."accountId" = a."id"
    WHERE a."buildingId" = ${buildingId} AND r."state" = 'pending'
      AND (r."monthId" IS NULL OR r."monthId" = ${monthId}) ORDER BY r."month", r."id"`;
  return {
    additions: [
      ...extras.map(({ id, accountId, unitId, serviceId, amount }) => ({
        accountId,
        unitId,
        lines: [extraLine(id, serviceId, BigInt(amount))],
      })),
      // A line names its recalculation, whose reason is kept with it.
      ...recalculations.map(({ id, accountId, unitId, lines }) => ({
        accountId,
        unitId,
        lines: linesFromJson(lines).map((line) => ({
          ...line,
          inputs: { ...line.inputs, recalculationId: id },
        })),
      })),
    ],
    recalculationIds: recalculations.map(({ id }) => id),
  };
};

const extraLine = (extraId: string, serviceId: string, amount: bigint): ChargeLine => ({
  serviceId,
  formula: "extra",
  tariffId: null,
  quantity: null,
  price: null,
  amount,
  inputs: { extraId },
});
