import type { Context } from "../context.ts";
import type { Trigger } from "./types.ts";

const LIFE_MS = 3_000;

/** A trigger_id for what a person just did. */
export const makeTrigger = (context: Context, user: string, viewId?: string): string => {
  const { ids, team, triggers } = context.workspace;
  const id = `${Math.floor(context.clock.now().getTime())}.${team.id.slice(-6)}.${ids.token(32).toLowerCase()}`;
  triggers.set(id, {
    id,
    user,
    viewId,
    madeAt: context.clock.now().getTime(),
    madeAtReal: performance.now(),
    used: false,
  });
  return id;
};

/** Uses a trigger up. It lives 3 s, by the server's clock or by the wall's, whichever is over first. */
export const takeTrigger = (
  context: Context,
  id: string,
): Trigger | "invalid_trigger_id" | "exchanged_trigger_id" | "expired_trigger_id" => {
  const trigger = context.workspace.triggers.get(id);
  if (!trigger) return "invalid_trigger_id";
  if (trigger.used) return "exchanged_trigger_id";
  const age = Math.max(
    context.clock.now().getTime() - trigger.madeAt,
    performance.now() - trigger.madeAtReal,
  );
  if (age > LIFE_MS) return "expired_trigger_id";
  trigger.used = true;
  return trigger;
};
