import { type Month, shiftMonth } from "../../billing/calendar.ts";
import { apportion } from "../../billing/money/apportion.ts";
import type { MeasuredService, UnitVolume } from "../../billing/volumes.ts";
import type { ChargedMonths } from "./charged-volumes.ts";
import { type Group, reasonOf, type Said, settlesOf } from "./group-volume.ts";
import type { Together } from "./registers-apart.ts";

/** A meter put in had no reading in its first month; those of the one before it have charged that month. */
export const unread = (charged: ChargedMonths, registers: Together, said: readonly Said[]): Said[] =>
  said.map(({ register, volume }) => ({
    register,
    volume:
      volume.origin === "readings"
        ? { ...volume, gap: volume.gap.filter((month) => !charged.wasRead(registers, month)) }
        : volume,
  }));

/**
 * The months before this one that are to be settled with it: back to the last one that all the registers were charged for
 * by readings. A register that was read while another one was not has no months without readings of its own, yet what was
 * charged then instead is still to be made up for.
 */
export const gapOf = (charged: ChargedMonths, groups: readonly Group[], month: Month): Month[] => {
  const unsettled = (each: Month): boolean =>
    groups.some(
      ({ registers, said }) =>
        !charged.wasRead(registers, each) &&
        (charged.wasCharged(registers, each) ||
          said.some(({ volume }) => volume.origin === "readings" && volume.gap.includes(each))),
    );
  const first = groups
    .flatMap(({ said }) => said.map(({ register }) => register.readings[0]?.month ?? month))
    .reduce((earliest, each) => (each < earliest ? each : earliest), month);
  const gap: Month[] = [];
  for (let each = shiftMonth(month, -1); each >= first && unsettled(each); each = shiftMonth(each, -1))
    gap.unshift(each);
  return gap;
};

/** What was charged for all registers in one sum. */
const wholeUnit = { zone: null, all: false };

/**
 * Gives back what months without readings were charged as a whole, at the price for all zones, so that each zone costs
 * what it would have. Where there is no such price any more, it is taken off the zones in proportion to their use.
 */
export const takeWholeOff = (
  { unitId, service }: { unitId: string; service: MeasuredService },
  charged: ChargedMonths,
  groups: readonly Group[],
  { volumes, gap }: { volumes: readonly UnitVolume[]; gap: readonly Month[] },
): UnitVolume[] => {
  const all = groups.flatMap(({ said }) => said);
  // A register without a name has taken it off already.
  if (volumes.some(({ zone }) => zone === null)) return [...volumes];
  const months = gap.filter((month) => charged.wasWhole(month));
  const off = charged.volume(wholeUnit, months);
  if (off === 0n) return [...volumes];
  const ofMonth = (month: Month): bigint => charged.volume(wholeUnit, [month]);
  if (service.forAll) {
    const reason = { ...reasonOf(all, { settled: gap }), ...settlesOf(off, months) };
    const read = volumes.find(({ usedBy }) => usedBy)?.usedBy;
    const usedBy = read?.map(({ day }) => ({ day, volume: -off }));
    const past = months.map((month) => ({
      month,
      used: 0n,
      charged: ofMonth(month),
      chargedTo: charged.byAccount(wholeUnit, month),
    }));
    const back = { unitId, serviceId: service.serviceId, zone: null, volume: -off, past };
    return [...volumes, { ...back, ...reason, ...(usedBy ? { usedBy } : {}) }];
  }
  const used = volumes.map(({ volume }) => (volume > 0n ? volume : 0n));
  const parts = apportion(off, used.some((volume) => volume > 0n) ? used : used.map(() => 1n));
  return volumes.map((volume, at) => {
    const part = parts[at] ?? 0n;
    const before = volume.settles ?? { volume: 0n, months: [] };
    const settled = [...new Set([...before.months, ...months])].sort();
    const ofMonths = apportion(part, months.map(ofMonth));
    const past = volume.past?.map((each) => {
      const more = ofMonths[months.indexOf(each.month)] ?? 0n;
      const to = charged.byAccount(wholeUnit, each.month);
      const shares = apportion(
        more,
        to.map((of) => of.volume),
      );
      return {
        ...each,
        charged: each.charged + more,
        chargedTo: [
          ...each.chargedTo,
          ...to.map(({ accountId }, of) => ({ accountId, volume: shares[of] ?? 0n })),
        ],
      };
    });
    const usedBy = volume.usedBy?.map((read) => ({ ...read, volume: read.volume - part }));
    return {
      ...volume,
      volume: volume.volume - part,
      ...settlesOf(before.volume + part, settled),
      ...(past ? { past } : {}),
      ...(usedBy ? { usedBy } : {}),
    };
  });
};
