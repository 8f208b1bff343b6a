import type { Db, UnitKind } from "../../../database/types.ts";
import { unitKinds } from "./change-unit.ts";

/** How many units of each kind a company has, kinds that it lacks left out. */
export const countUnits = async (db: Db, companyId: string): Promise<{ kind: UnitKind; count: number }[]> => {
  const rows = await db.unit.groupBy({ by: ["kind"], where: { companyId }, _count: { _all: true } });
  return unitKinds.flatMap((kind) => {
    const count = rows.find((row) => row.kind === kind)?._count._all ?? 0;
    return count > 0 ? [{ kind, count }] : [];
  });
};
