import type { Update } from "@grammyjs/types";
import type { Fault, FaultHandle, Faults } from "../faults.ts";
import type { DeliveryFaults, DeliveryPlan } from "../updates/delivery-faults.ts";
import type { ApiCall } from "../world/events.ts";
import type { World } from "../world/world.ts";
import { groupControl } from "./groups.ts";
import { keyControl } from "./keys.ts";
import { peopleControl } from "./people.ts";
import { pressControl } from "./press.ts";
import { readControl } from "./read.ts";
import { respondControl } from "./respond.ts";
import { mediaControl } from "./send-media.ts";
import { speakControl } from "./speak.ts";
import { waitControl } from "./wait.ts";

interface Parts {
  world: World;
  calls: ApiCall[];
  faults: Faults;
  plan: DeliveryPlan;
  /** Breaks the connections that wait for updates. */
  disconnectPollers: () => number;
}

export type Control = ReturnType<typeof createControl>;

/** All that a test or the sandbox page can do to the server. */
export function createControl({ world, calls, faults, plan, disconnectPollers }: Parts) {
  const read = readControl(world, calls);
  return {
    ...peopleControl(world),
    ...groupControl(world),
    ...speakControl(world),
    ...mediaControl(world),
    ...pressControl(world),
    ...keyControl(world),
    ...respondControl(world),
    ...read,
    ...waitControl(world, read),
    /**
     * Queues any update. It gets the next update_id, because a poller's offset would skip an older one; `keepId`
     * leaves it as it is. Undefined when the bot didn't ask for this kind.
     */
    rawUpdate(update: Partial<Update>, options: { keepId?: boolean } = {}): Update | undefined {
      const { update_id: _, ...body } = update;
      return world.updates.push(options.keepId ? update : body);
    },
    /** Makes the next calls go wrong. */
    fault: (fault: Fault): FaultHandle => faults.add(fault),
    clearFaults(): void {
      faults.clear();
      plan.set({});
    },
    /** Delivers updates twice, out of order or late, until told otherwise. */
    deliveryFaults: (given: DeliveryFaults): void => plan.set(given),
    disconnectPollers,
  };
}
