import type { ForceReply, ReplyKeyboardMarkup } from "@grammyjs/types";
import type { World } from "../world/world.ts";
import { personById, roomById } from "./lookup.ts";
import { findKey } from "./press.ts";
import { type Sent, sendAsPerson } from "./speak.ts";

/** The keyboard under the input line. */
export function keyControl(world: World) {
  return {
    /** Presses a key: sends its words, or the own phone number or place where the key asks for it. */
    pressKey(given: {
      from: number;
      chat?: number;
      text: string;
      location?: { latitude: number; longitude: number };
    }): Sent {
      const chat = given.chat ?? given.from;
      const key = findKey(roomById(world, chat), given.from, given.text);
      const speaker = { from: given.from, chat };
      if ("request_contact" in key && key.request_contact) {
        const { phone, user } = personById(world, given.from);
        const contact = { phone_number: phone, first_name: user.first_name, user_id: user.id };
        return sendAsPerson(world, speaker, { contact });
      }
      if ("request_location" in key && key.request_location) {
        return sendAsPerson(world, speaker, {
          location: given.location ?? { latitude: 55.7558, longitude: 37.6173 },
        });
      }
      return sendAsPerson(world, speaker, { text: key.text });
    },
    /** The keyboard that this person sees now. */
    keyboardOf: (chat: number, userId = chat): ReplyKeyboardMarkup | ForceReply | undefined =>
      roomById(world, chat).shownKeyboards.get(userId)?.markup,
  };
}
