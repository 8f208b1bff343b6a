import type { Tx } from "../../../database/db.ts";
import type { BillingSettingsModel } from "../../../database/types.ts";

export type SettingsColumns = Partial<Omit<BillingSettingsModel, "id" | "companyId" | "noticeDays">> & {
  noticeDays?: number[];
};

/**
 * Writes some settings of a company, or of a building, whose own row counts instead of the company's as a whole: what
 * the first such row doesn't say is as it is with the company.
 */
export const writeSettings = async (
  tx: Tx,
  { companyId, buildingId }: { companyId: string; buildingId: string | null },
  columns: SettingsColumns & { updatedAt: Date },
): Promise<void> => {
  const id = buildingId ?? companyId;
  const company = buildingId ? await tx.billingSettings.findUnique({ where: { id: companyId } }) : null;
  const { noticeDays, ...inherited } = company ?? {};
  await tx.billingSettings.upsert({
    where: { id },
    create: {
      ...inherited,
      ...(Array.isArray(noticeDays) ? { noticeDays } : {}),
      ...columns,
      id,
      companyId,
    },
    update: columns,
  });
};
