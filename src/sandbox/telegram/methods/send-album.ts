import type { Message } from "@grammyjs/types";
import { type ReadMedia, readInputMedia } from "../files/input-media.ts";
import { LIMITS } from "../limits.ts";
import { badRequest } from "../refusal.ts";
import type { MethodTable } from "./method.ts";
import { readOutgoing, SEND_PARAMS, sendAsBot } from "./outgoing.ts";

export const sendAlbumMethods: MethodTable = {
  sendMediaGroup: {
    params: [...SEND_PARAMS.filter((name) => name !== "reply_markup"), "media"],
    async run(call) {
      const { world, args } = call;
      const out = readOutgoing(call);
      const list = args.json("media", "media");
      if (list === undefined) throw badRequest("media not found");
      if (!Array.isArray(list)) throw badRequest("expected an Array of InputMedia");
      if (list.length > LIMITS.albumMax) throw badRequest("Too much messages to send as an album");
      if (list.length === 0) throw badRequest("there are no messages to send");
      if (list.length < LIMITS.albumMin) throw badRequest("an album must include 2-10 items");
      // Every file is read before the first message is sent: a refused item sends nothing.
      const items: ReadMedia[] = [];
      for (const value of list) items.push(await readInputMedia(world.files, args, value));
      const documents = items.filter((item) => item.type === "document").length;
      if (documents > 0 && documents < items.length) {
        throw badRequest("document can't be mixed with other media types");
      }
      const media_group_id = String(13_000_000_000_000 + world.nextId());
      const sent: Message[] = [];
      for (const item of items) sent.push(sendAsBot(world, out, { ...item.content, media_group_id }));
      return sent;
    },
  },
};
