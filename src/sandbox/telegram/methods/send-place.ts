import type { Contact, Location } from "@grammyjs/types";
import { compact } from "../compact.ts";
import { badRequest } from "../refusal.ts";
import type { MethodTable } from "./method.ts";
import { readOutgoing, SEND_PARAMS, sendAsBot } from "./outgoing.ts";

export const sendPlaceMethods: MethodTable = {
  sendLocation: {
    params: [
      ...[...SEND_PARAMS, "latitude", "longitude", "horizontal_accuracy", "live_period", "heading"],
      "proximity_alert_radius",
    ],
    run(call) {
      const { args } = call;
      const out = readOutgoing(call);
      const latitude = args.number("latitude");
      const longitude = args.number("longitude");
      if (latitude === undefined) throw badRequest("latitude is empty");
      if (longitude === undefined) throw badRequest("longitude is empty");
      if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) throw badRequest("wrong location specified");
      const location = compact<Location>({
        latitude,
        longitude,
        horizontal_accuracy: within(args.number("horizontal_accuracy"), 0, 1500, "horizontal_accuracy"),
        live_period: within(args.integer("live_period"), 60, 86_400, "live_period"),
        heading: within(args.integer("heading"), 1, 360, "heading"),
        proximity_alert_radius: within(args.integer("proximity_alert_radius"), 1, 100_000, "radius"),
      });
      return sendAsBot(call.world, out, { location });
    },
  },
  sendContact: {
    params: [...SEND_PARAMS, "phone_number", "first_name", "last_name", "vcard"],
    run(call) {
      const { args } = call;
      const out = readOutgoing(call);
      if (args.text("phone_number") === "") throw badRequest("phone number is empty");
      if (args.text("first_name") === "") throw badRequest("first name is empty");
      if (Buffer.byteLength(args.text("vcard")) > 2048) throw badRequest("vCard is too long");
      const contact = compact<Contact>({
        phone_number: args.text("phone_number"),
        first_name: args.text("first_name"),
        last_name: args.optional("last_name"),
        vcard: args.optional("vcard"),
        user_id: undefined,
      });
      return sendAsBot(call.world, out, { contact });
    },
  },
};

function within(value: number | undefined, low: number, high: number, what: string): number | undefined {
  if (value !== undefined && (value < low || value > high)) throw badRequest(`wrong ${what} specified`);
  return value;
}
