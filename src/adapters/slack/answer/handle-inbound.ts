import type { Ack } from "../connection/bolt-app.ts";
import type { Inbound } from "../inbound/inbound.ts";
import { own } from "../outbound/words.ts";
import type { Answering } from "./answering.ts";
import { openForm } from "./open-form.ts";
import { submitForm } from "./submit-form.ts";

/** Whether an event is known beforehand to open a form. */
export type OpensForm = (event: Inbound["event"]) => boolean;

/** Takes an event and shows its outcome. Throws on faults, so that Slack delivers again. */
export const handleInbound = async (
  parts: Answering,
  opensForm: OpensForm,
  inbound: Inbound,
  ack: Ack,
): Promise<void> => {
  const { event } = inbound;
  if (event.type === "form-submitted") return submitForm(parts, inbound, ack);
  if (event.type === "form-opened" || opensForm(event)) return openForm(parts, inbound, ack);
  await takeAndShow(parts, inbound, ack);
};

const takeAndShow = async (
  { people, take, showTaken }: Answering,
  inbound: Inbound,
  ack: Ack,
): Promise<void> => {
  const sender = await people.complete(inbound.event.sender);
  const taken = await take({ ...inbound.event, sender }).catch(async (error: unknown) => {
    if (inbound.surface.triggerId)
      await showTaken.say(inbound, own("fault"), people.languageAtHand(sender.externalId));
    throw error;
  });
  people.remember(sender.externalId, taken.language);
  // Committed: nothing that follows could make a second delivery useful.
  await ack();
  if (taken.first) await showTaken.show(inbound, taken);
};
