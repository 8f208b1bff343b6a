import { createHash } from "node:crypto";
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
  /** Of this opening of the form: the buttons of another one are out of date. */
  nonce: string;
  /** Forms that were left for this one, the last first: they go on when it ends. */
  parked: Parked[];
}

export type Parked = Omit<Conversation, "parked">;

/** More than so many are not kept waiting. */
const mostParked = 2;

/** A form begins while another one is open: that waits, unless it is the same one begun anew. */
export const parkFor = (
  opened: Pick<Conversation, "form" | "args">,
  open: Conversation | undefined,
): Parked[] => {
  if (!open) return [];
  const { parked, ...left } = open;
  const isSame = left.form === opened.form && left.args.join() === opened.args.join();
  return (isSame ? parked : [left, ...parked]).slice(0, mostParked);
};

/** A few letters, since it goes into every button, of the event that opened the form: the same when it is taken again. */
export const nonceOf = (eventId: string): string =>
  createHash("sha256").update(eventId).digest("base64url").slice(0, 4);

const idOf = (event: ChatEvent): string => `${event.platform}:${event.chat.id}:${event.sender.externalId}`;

export const findConversation = async (work: Work, event: ChatEvent): Promise<Conversation | undefined> => {
  const [row] = await work.tx.$queryRaw<Array<{ form: string; step: number; valuesSealed: string }>>`
    SELECT "form", "step", "valuesSealed" FROM "Conversation" WHERE "id" = ${idOf(event)}`;
  if (!row) return undefined;
  const { args, input, refused, nonce, parked } = JSON.parse(work.vault.open(row.valuesSealed));
  return { form: row.form, step: row.step, args, input, refused, nonce, parked };
};

export const saveConversation = async (
  work: Work,
  event: ChatEvent,
  standing: Conversation,
): Promise<void> => {
  const { form, step, args, input, refused, nonce, parked } = standing;
  const valuesSealed = work.vault.seal(JSON.stringify({ args, input, refused, nonce, parked }));
  await work.tx.$executeRaw`
    INSERT INTO "Conversation" ("id", "form", "step", "valuesSealed", "updatedAt")
    VALUES (${idOf(event)}, ${form}, ${step}, ${valuesSealed}, ${work.now})
    ON CONFLICT ("id") DO UPDATE SET "form" = excluded."form", "step" = excluded."step",
      "valuesSealed" = excluded."valuesSealed", "updatedAt" = excluded."updatedAt"`;
};

export const endConversation = async (work: Work, event: ChatEvent): Promise<void> => {
  await work.tx.$executeRaw`DELETE FROM "Conversation" WHERE "id" = ${idOf(event)}`;
};
