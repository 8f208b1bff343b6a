import type { Db, WorkKind, WorkLineModel, WorkStage } from "../../database/types.ts";

export interface CostSum {
  labour: bigint;
  material: bigint;
  total: bigint;
}

export interface RequestCosts {
  planned: CostSum;
  actual: CostSum;
  lines: WorkLineModel[];
}

/** What was planned for a request and what it came to, in minor units. Does not authorise. */
export const readCosts = async (read: Db, requestId: string): Promise<RequestCosts> => {
  const lines = await read.workLine.findMany({
    where: { requestId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const sumOf = (stage: WorkStage): CostSum => {
    const of = (kind: WorkKind) =>
      lines
        .filter((line) => line.stage === stage && line.kind === kind)
        .reduce((sum, { amount }) => sum + amount, 0n);
    const [labour, material] = [of("labour"), of("material")];
    return { labour, material, total: labour + material };
  };
  return { planned: sumOf("planned"), actual: sumOf("actual"), lines };
};
