import { type Day, daysIn, overlap } from "../calendar.ts";
import type { ChargeLine } from "../charge-line.ts";
import { divideRounded } from "../money/rounding.ts";
import type { AccountToCharge } from "./to-charge.ts";

const whole = 10_000n;

/**
 * Takes off what the account's privileges give for the days of the line that they hold on. Several add up, to no more
 * than everything. What the house gives back is not made smaller by them; what a unit's own meter gives back is, since it
 * had been charged with them.
 */
export const applyPrivileges = (
  line: ChargeLine,
  { privileges }: AccountToCharge,
  span: { from: Day; to: Day },
): ChargeLine => {
  if (privileges.length === 0 || line.amount === 0n) return line;
  if (line.amount < 0n && line.formula !== "volume") return line;
  const days = daysIn(span.from, span.to);
  let weighted = 0n;
  for (const { serviceId, discount, from, to } of privileges) {
    const common = serviceId === null || serviceId === line.serviceId ? overlap({ from, to }, span) : null;
    if (common) weighted += BigInt(discount) * BigInt(daysIn(common.from, common.to));
  }
  if (weighted === 0n) return line;
  const most = whole * BigInt(days);
  const taken = weighted > most ? most : weighted;
  const off = divideRounded(line.amount * taken, most);
  const discount = Number(divideRounded(taken, BigInt(days)));
  return { ...line, amount: line.amount - off, inputs: { ...line.inputs, discount, full: line.amount } };
};
