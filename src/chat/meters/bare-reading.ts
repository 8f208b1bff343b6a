import { isBareReading } from "../../core/meters/parse-reading.ts";
import type { FormInput } from "../event.ts";
import { requestOfMessage } from "../requests/request-of-message.ts";
import type { FallbackRoute } from "../route.ts";
import { ownRegisters } from "./own-registers.ts";
import { mistakeIn, valueName } from "./register-fields.ts";

/** A number alone in a resident's private chat, with or without a photo, is a reading; not in an answer about a request. */
export const bareReadingRoute: FallbackRoute = {
  kind: "fallback",
  name: "bare-reading",
  handle: async ({ work, event, respond }) => {
    if (event.type !== "message" || event.chat.kind !== "private" || !isBareReading(event.text)) return false;
    if (work.actor.kind !== "person" || work.actor.occupancies.length === 0) return false;
    if (event.replyTo && (await requestOfMessage(work, event, event.replyTo))) return false;
    const registers = await ownRegisters(work);
    const [only, another] = registers;
    if (!only) return false;
    const value = { kind: "text", text: event.text.trim() } as const;
    const photo: FormInput = event.files.length > 0 ? { photo: { kind: "files", files: event.files } } : {};
    if (another)
      await respond.openFormWith("meters.which", [], { value, photo: { kind: "skipped" }, ...photo });
    else {
      const { meter, zone } = only.register;
      const mistake = mistakeIn(only.register, value.text);
      if (mistake) respond.reply({ blocks: [{ type: "text", text: mistake }] });
      const prefill = { ...(mistake ? {} : { [valueName(only.at)]: value }), ...photo };
      await respond.openFormWith("meters.give", [only.unitId, meter.id, zone], prefill);
    }
    return true;
  },
};
