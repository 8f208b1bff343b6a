import { can } from "../../../core/access/policy.ts";
import { bringReadings } from "../../../core/meters/import/bring-readings.ts";
import { saysReadings } from "../../../core/meters/import/reading-columns.ts";
import type { FallbackRoute } from "../../route.ts";
import type { ChatSettings } from "../../settings.ts";

const tableName = /\.(xlsx|csv|tsv)$/i;

/** A table dropped into the staff channel with the word "readings"; other tables are registers. */
export const readingsFileRoute = ({ staffChannel }: ChatSettings): FallbackRoute => ({
  kind: "fallback",
  name: "readings-file",
  handle: async ({ work, event }) => {
    if (event.type !== "message" || event.chat.kind !== "channel" || event.chat.id !== staffChannel)
      return false;
    if (event.chat.threadId) return false;
    const { actor } = work;
    if (actor.kind !== "person" || !can(actor, "reading.import", { companyId: actor.companyId }))
      return false;
    const tables = event.files.filter(({ name }) => tableName.test(name ?? ""));
    if (
      tables.length === 0 ||
      !(saysReadings(event.text) || tables.every(({ name }) => saysReadings(name ?? "")))
    )
      return false;
    const { chatId, messageId } = event.message;
    for (const [index, { externalId, name }] of tables.entries())
      await bringReadings(work, {
        platform: event.platform,
        externalId,
        name: name ?? "",
        source: `${event.platform}:${chatId}:${messageId}:${index}`,
        address: addressIn(event.text),
      });
    return true;
  },
});

/** What stands in the line beside the word is the address that the rows lack. */
const addressIn = (text: string): string | null => {
  const rest = text
    .split(/\s+/)
    .filter((word) => !saysReadings(word))
    .join(" ")
    .replace(/^[:,.\s]+/, "")
    .trim();
  return rest !== "" && rest.length <= 200 && /\d/.test(rest) ? rest : null;
};
