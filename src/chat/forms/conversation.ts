import type { Work } from "../../core/work/work.ts";
import type { ChatEvent, FormInput } from "../event.ts";

/** Where somebody stands in a form, read and written at every step, so in raw SQL: kept in the database, so that a restart in the middle loses nothing. */
export interface Conversation {
  form: string;
  args: string[];
  /** Index of the field that was asked last. */
  step: number;
  input: FormInput;
  /** The message whose words were no answer to the question, platform:chat:message: corrected, they are read again. */
  refused: string | null;
}

const idOf = (event: ChatEvent): string => `${event.platform}:${event.chat.id}:${event.sender.externalId}`;

export const findConversation = async (work: Work, event: ChatEvent): Promise<Conversation | undefined> => {
  const [row] = await work.tx.$queryRaw<Array<{ form: string; step: number; valuesSealed: string }>>`
    SELECT "form", "step", "valuesSealed" FROM "Conversation" WHERE "id" = ${idOf(event)}`;
  if (!row) return undefined;
  const { args, input, refused = null } = JSON.parse(work.vault.open(row.valuesSealed));
  return { form: row.form, step: row.step, args, input, refused };
};

export const saveConversation = async (
  work: Work,
  event: ChatEvent,
  standing: Conversation,
): Promise<void> => {
  const { form, step, args, input, refused } = standing;
  const valuesSealed = work.vault.seal(JSON.stringify({ args, input, refused }));
  await work.tx.$executeRaw`
    INSERT INTO "Conversation" ("id", "form", "step", "valuesSealed", "updatedAt")
    VALUES (${idOf(event)}, ${form}, ${step}, ${valuesSealed}, ${work.now})
    ON CONFLICT ("id") DO UPDATE SET "form" = excluded."form", "step" = excluded."step",
      "valuesSealed" = excluded."valuesSealed", "updatedAt" = excluded."updatedAt"`;
};

export const endConversation = async (work: Work, event: ChatEvent): Promise<void> => {
  await work.tx.$executeRaw`DELETE FROM "Conversation" WHERE "id" = ${idOf(event)}`;
};
