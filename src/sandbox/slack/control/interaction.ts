import type { JsonObject } from "../block-kit/rule.ts";
import type { Context } from "../context.ts";
import type { DeliveryKind, DeliveryResult } from "../delivery/gateway.ts";

/** What a person sees of what they did. */
export type Outcome =
  | { readonly ok: true; readonly body: unknown; readonly ms: number }
  | { readonly ok: false; readonly error: "operation_timeout" | "dispatch_failed"; readonly reason: string };

/** The fields that every interaction carries about who did it where. */
export const interactionBase = (context: Context, user: string): JsonObject => {
  const { app, team, users } = context.workspace;
  const name = users.get(user)?.name ?? user;
  return {
    user: { id: user, username: name, name, team_id: team.id },
    api_app_id: app.appId,
    token: app.verificationToken,
    team: { id: team.id, domain: team.domain },
    is_enterprise_install: false,
  };
};

/** Delivers and says what the person sees; an app that did not acknowledge in time shows as a failure. */
export const deliverTo = async (
  context: Context,
  kind: DeliveryKind,
  user: string,
  payload: JsonObject,
): Promise<Outcome> => outcomeOf(context, user, payload, await context.gateway.send(kind, payload));

const outcomeOf = (context: Context, user: string, payload: JsonObject, result: DeliveryResult): Outcome => {
  if (result.status === "acked") return { ok: true, body: result.body, ms: result.ms };
  const timeout = result.reason === "timeout" || result.reason === "http_timeout";
  const outcome = {
    ok: false,
    error: timeout ? "operation_timeout" : "dispatch_failed",
    reason: result.reason,
  } as const;
  context.journal.add("failure_shown", { user, type: payload.type ?? payload.command, ...outcome });
  return outcome;
};

/** A person's mistake in the script, not the app's: says what to do. */
export class ControlError extends Error {
  override readonly name = "ControlError";
}
