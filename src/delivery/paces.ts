import type { Platform } from "../core/platform.ts";
import type { DeliveryLimits } from "./limits.ts";
import { createPace, type Pace, type Ticking } from "./pace.ts";

/** One pace for each platform, shared by all of the process that send on it. */
export type Paces = Readonly<Record<Platform, Pace>>;

const monotonic: Ticking = {
  now: () => performance.now(),
  after: (ms, ring) => void setTimeout(ring, ms).unref(),
};

export const createPaces = (limits: DeliveryLimits["paces"]): Paces => ({
  telegram: createPace(limits.telegram, monotonic),
  slack: createPace(limits.slack, monotonic),
  email: createPace(limits.email, monotonic),
  sms: createPace(limits.sms, monotonic),
  push: createPace(limits.push, monotonic),
});
