import { loadReach } from "../../core/contacts/load-reach.ts";
import { directNotice, tellPeople } from "../../core/contacts/tell-people.ts";
import { hasWay } from "../../core/messages/write-to-unit.ts";
import type { Work } from "../../core/work/work.ts";
import type { TalkModel } from "../../database/types.ts";
import { action } from "../action.ts";
import { prepareView } from "../prepare-view.ts";
import type { ChatSettings } from "../settings.ts";
import { sendUnderCards } from "../staff-cards.ts";
import { type Text, t } from "../text.ts";
import type { View } from "../view.ts";
import { talkCardKind } from "./talk-card.ts";

const keyPrefix = `${directNotice}talk:`;

/** What staff say, to the resident by the first way that works; under the card stands when there is none. */
export const tellResident = async (
  work: Work,
  { waysOn }: ChatSettings,
  { id, companyId, personId }: TalkModel,
  { view, key: said }: { view: View; key: string },
): Promise<void> => {
  const key = `${keyPrefix}${said}`;
  const buttons = [[{ label: t("messages.button.answer"), do: { action: action("ms.say", id) } }]];
  const told = await tellPeople(
    work,
    { companyId, kind: "general", lane: "reply", on: waysOn ?? new Set(), atOnce: true },
    [{ personId, key, subjectId: id, card: await prepareView(work, { ...view, buttons }), short: view }],
  );
  if (told.get(key) === "no-way") await noteUntold(work, id);
};

/** Every way has failed of something that staff said. */
export const onResidentUntold = async (work: Work, key: string): Promise<void> => {
  if (!key.startsWith(keyPrefix)) return;
  const notice = await work.tx.personalNotice.findUnique({
    where: { key },
    select: { subjectId: true, failure: true },
  });
  if (notice?.subjectId && notice.failure !== null) await noteUntold(work, notice.subjectId);
};

const noteUntold = async (work: Work, talkId: string): Promise<void> => {
  const cards = await work.tx.card.findMany({ where: { kind: talkCardKind, subjectId: talkId } });
  const view: View = { blocks: [{ type: "note", text: t("messages.reply.no-way") }] };
  await sendUnderCards(work, cards, view, { lane: "reply", subjectId: talkId });
};

/** What whoever replied is told at once: whether there is a way to the resident. */
export const repliedText = async (
  { tx, now }: Work,
  { waysOn }: ChatSettings,
  talkId: string,
): Promise<Text> => {
  const { personId } = await tx.talk.findUniqueOrThrow({ where: { id: talkId }, select: { personId: true } });
  const person = (await loadReach(tx, [personId], now)).get(personId);
  const isThere = person !== undefined && hasWay(person, waysOn ?? new Set(), now);
  return t(`messages.reply.${isThere ? "sent" : "no-way"}`);
};
