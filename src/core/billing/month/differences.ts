import type { Month } from "../calendar.ts";
import type { ChargeLine } from "../charge-line.ts";

/**
 * What is to be charged or given back for a past month, service by service: the right sum, rounded as it would have been
 * then, less all that was charged for it. Nothing for what was right.
 */
export const differences = (
  charged: readonly ChargeLine[],
  right: readonly ChargeLine[],
  month: Month,
): ChargeLine[] => {
  const services = [...new Set([...right, ...charged].map(({ serviceId }) => serviceId))];
  return services.flatMap((serviceId) => {
    const of = (lines: readonly ChargeLine[]): bigint =>
      lines.filter((line) => line.serviceId === serviceId).reduce((sum, { amount }) => sum + amount, 0n);
    const [before, after] = [of(charged), of(right)];
    if (before === after) return [];
    const model =
      right.findLast((line) => line.serviceId === serviceId) ??
      charged.find((line) => line.serviceId === serviceId);
    if (!model) return [];
    return [
      {
        ...model,
        amount: after - before,
        inputs: { ...model.inputs, before, after },
        recalculates: month,
      },
    ];
  });
};
