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

const bulk = 3;
const reply = 0;
const keptForReplies = 2;

/** Bulk messages are claimed several at a time, when this part of their slots is free: the pace holds most of them anyway. */
const bulkShare = 3;

export const createOutlet = (channel: Channel, pace: Pace, limits: DeliveryLimits): Outlet => {
  const busy = { interactive: 0, bulk: 0 };

  const room = () => {
    const free = limits.slots.interactive - busy.interactive;
    return {
      reply: free,
      notice: free - keptForReplies,
      bulk: limits.slots.bulk - busy.bulk,
    };
  };
  const fewestBulk = Math.max(1, Math.floor(limits.slots.bulk / bulkShare));
  const limitOf = (lane: number, left: ReturnType<typeof room>): number => {
    if (lane === reply) return left.reply;
    return lane === bulk ? left.bulk : left.notice;
  };
  return {
    platform: channel.platform,
    channel,
    pace,
    wants: () => {
      if (pace.paused()) return [];
      const left = room();
      const lanes = [0, 1, 2, 3].filter((lane) => limitOf(lane, left) >= (lane === bulk ? fewestBulk : 1));
      if (lanes.length === 0) return [];
      const cooling = pace.cooling();
      return lanes.map((lane) => ({ platform: channel.platform, lane, limit: limitOf(lane, left), cooling }));
    },
    admit: (candidates) => {
      const left = room();
      return candidates.filter(({ lane }) => {
        if (limitOf(lane, left) <= 0) return false;
        if (lane === bulk) left.bulk -= 1;
        else {
          left.reply -= 1;
          left.notice -= 1;
        }
        return true;
      });
    },
    begin: (lane) => {
      if (lane === bulk) busy.bulk += 1;
      else busy.interactive += 1;
    },
    end: (lane) => {
      if (lane === bulk) busy.bulk -= 1;
      else busy.interactive -= 1;
    },
  };
};
