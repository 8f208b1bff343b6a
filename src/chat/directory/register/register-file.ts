import { can } from "../../../core/access/policy.ts";
import { bringRegister } from "../../../core/directory/register/bring-register.ts";
import type { ChatEvent, IncomingFile, MessageEvent } from "../../event.ts";
import type { FallbackRoute } from "../../route.ts";
import type { ChatSettings } from "../../settings.ts";

const tableName = /\.(xlsx|csv|tsv)$/i;

/**
 * A table dropped into the staff channel, outside of threads, by somebody who may import registers. Whatever else
 * people write there is theirs.
 */
export const registerFileRoute = ({ staffChannel }: ChatSettings): FallbackRoute => ({
  kind: "fallback",
  name: "register-file",
  handle: async ({ work, event }) => {
    if (event.type !== "message" || event.chat.kind !== "channel" || event.chat.id !== staffChannel)
      return false;
    const { actor } = work;
    if (actor.kind !== "person" || !can(actor, "register.import", { companyId: actor.companyId }))
      return false;
    const tables = event.chat.threadId ? [] : event.files.filter(({ name }) => tableName.test(name ?? ""));
    let brought = false;
    for (const table of tables) {
      const outcome = await bringRegister(work, registerOf(event, table));
      brought ||= outcome.ok;
    }
    return brought;
  },
});

const registerOf = (
  event: ChatEvent & MessageEvent,
  { externalId, name }: IncomingFile,
): Parameters<typeof bringRegister>[1] => ({
  platform: event.platform,
  externalId,
  name: name ?? "",
  source: `${event.platform}:${event.message.chatId}:${event.message.messageId}:${event.files.findIndex((file) => file.externalId === externalId)}`,
  address: addressIn(event.text),
});

/** One short line with the file is the address that its rows lack. */
const addressIn = (text: string): string | null => {
  const line = text.trim();
  return line !== "" && line.length <= 200 && !line.includes("\n") ? line : null;
};
