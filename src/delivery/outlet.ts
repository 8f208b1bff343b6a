import { firstPatientLane, lanes } from "../core/outbox/draft.ts";
import type { Platform } from "../core/platform.ts";
import type { Channel } from "./channel.ts";
import type { Candidate, Want } from "./claim.ts";
import type { DeliveryLimits } from "./limits.ts";
import type { Pace } from "./pace.ts";

/** One platform's way out, with what is under way on it. */
export interface Outlet {
  readonly platform: Platform;
  readonly channel: Channel;
  readonly pace: Pace;
  /** What may be claimed now, by lane. */
  wants(): Want[];
  /** Of the candidates of this platform, those there is room for. */
  admit(candidates: readonly Candidate[]): Candidate[];
  begin(lane: number): void;
  end(lane: number): void;
}

type Pool = keyof DeliveryLimits["slots"];

const keptForReplies = 2;

/** Patient messages are claimed several at a time, when this part of their slots is free: the pace holds most of them anyway. */
const bulkShare = 3;

const poolOf = (lane: number): Pool => {
  if (lane === lanes.emergency) return "emergency";
  return lane >= firstPatientLane ? "bulk" : "interactive";
};

export const createOutlet = (channel: Channel, pace: Pace, limits: DeliveryLimits): Outlet => {
  const free = { ...limits.slots };
  const fewestBulk = Math.max(1, Math.floor(limits.slots.bulk / bulkShare));

  const limitOf = (lane: number, left: typeof free): number =>
    left[poolOf(lane)] - (lane === lanes.notice ? keptForReplies : 0);

  /** What has to wait for its turn longer than for a place in hand is better left in the table: it holds its chat up. */
  const mayWait = (lane: number): boolean => lane <= lanes.emergency || !pace.isAskedFor(lane);

  return {
    platform: channel.platform,
    channel,
    pace,
    wants: () => {
      if (pace.paused()) return [];
      const wanted = Object.values(lanes).filter(
        (lane) => limitOf(lane, free) >= (poolOf(lane) === "bulk" ? fewestBulk : 1) && mayWait(lane),
      );
      if (wanted.length === 0) return [];
      const cooling = pace.cooling();
      return wanted.map((lane) => ({
        platform: channel.platform,
        lane,
        limit: limitOf(lane, free),
        cooling,
      }));
    },
    admit: (candidates) => {
      const left = { ...free };
      return candidates.filter(({ lane }) => {
        if (limitOf(lane, left) <= 0) return false;
        left[poolOf(lane)] -= 1;
        return true;
      });
    },
    begin: (lane) => {
      free[poolOf(lane)] -= 1;
    },
    end: (lane) => {
      free[poolOf(lane)] += 1;
    },
  };
};
