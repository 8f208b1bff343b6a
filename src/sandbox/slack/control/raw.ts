import { isObject, type JsonObject } from "../block-kit/rule.ts";
import type { Context } from "../context.ts";
import { eventCallback } from "../delivery/announce.ts";
import type { DeliveryKind, DeliveryResult } from "../delivery/gateway.ts";

const envelopeKinds: readonly unknown[] = ["events_api", "interactive", "slash_commands"];

/**
 * Any JSON, sent to the app as it is: recorded payloads and malformed ones. Only addresses where the
 * app would answer or download are turned to this server, which says that they are gone.
 */
export const rawControl = (context: Context) => {
  const localised = (payload: JsonObject): JsonObject => {
    const answers = `"response_url":"${context.origin()}/actions/T0/C0/gone"`;
    const files = `${context.origin()}/files-pri/T0-F0/gone`;
    const text = JSON.stringify(payload)
      .replaceAll(/"response_url":"https:[^"]*"/g, answers)
      .replaceAll(/https:\/\/files\.slack\.com\/[^"]*/g, files);
    return JSON.parse(text) as JsonObject;
  };
  const send = (kind: DeliveryKind, recorded: JsonObject): Promise<DeliveryResult> => {
    const payload = localised(recorded);
    const inner = payload.payload;
    return envelopeKinds.includes(payload.type) && isObject(inner)
      ? context.gateway.send(payload.type as DeliveryKind, inner)
      : context.gateway.send(kind, payload);
  };
  return {
    /** An event, with or without its event_callback around it, or a whole Socket Mode envelope. */
    rawEvent: (payload: JsonObject): Promise<DeliveryResult> =>
      send(
        "events_api",
        isObject(payload.event) || isObject(payload.payload) ? payload : eventCallback(context, payload),
      ),
    rawInteraction: (payload: JsonObject): Promise<DeliveryResult> => send("interactive", payload),
    rawCommand: (payload: JsonObject): Promise<DeliveryResult> => send("slash_commands", payload),
  };
};
