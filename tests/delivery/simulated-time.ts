import type { Ticking } from "../../src/delivery/pace.ts";

export interface SimulatedTime extends Ticking {
  /** Runs what is due until then, each at its own moment, and lets promises settle between. */
  runUntil(ms: number): Promise<void>;
}

export const simulatedTime = (): SimulatedTime => {
  let at = 0;
  const alarms: Array<{ at: number; ring: () => void }> = [];
  return {
    now: () => at,
    after: (ms, ring) => {
      const due = at + ms;
      const later = alarms.findIndex((alarm) => alarm.at > due);
      alarms.splice(later < 0 ? alarms.length : later, 0, { at: due, ring });
    },
    runUntil: async (end) => {
      await settle();
      for (let next = alarms[0]; next !== undefined && next.at <= end; next = alarms[0]) {
        alarms.shift();
        at = next.at;
        next.ring();
        await settle();
      }
      at = end;
    },
  };
};

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn += 1) await undefined;
};
