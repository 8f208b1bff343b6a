import type { Work } from "../../core/work/work.ts";
import type { ChatEvent, FormInput } from "../event.ts";

/** Where somebody stands in a form: kept in the database, so that a restart in the middle loses nothing. */
export interface Conversation {
  form: string;
  args: string[];
  /** Index of the field that was asked last. */
  step: number;
  input: FormInput;
}

const idOf = (event: ChatEvent): string => `${event.platform}:${event.chat.id}:${event.sender.externalId}`;

export const findConversation = async (work: Work, event: ChatEvent): Promise<Conversation | undefined> => {
  const row = await work.tx.conversation.findUnique({ where: { id: idOf(event) } });
  if (!row) return undefined;
  const { args, input } = JSON.parse(work.vault.open(row.valuesSealed));
  return { form: row.form, step: row.step, args, input };
};

export const saveConversation = async (
  work: Work,
  event: ChatEvent,
  standing: Conversation,
): Promise<void> => {
  const { form, step, args, input } = standing;
  const data = {
    form,
    step,
    valuesSealed: work.vault.seal(JSON.stringify({ args, input })),
    updatedAt: work.now,
  };
  await work.tx.conversation.upsert({
    where: { id: idOf(event) },
    create: { id: idOf(event), ...data },
    update: data,
  });
};

export const endConversation = async (work: Work, event: ChatEvent): Promise<void> => {
  await work.tx.conversation.deleteMany({ where: { id: idOf(event) } });
};
