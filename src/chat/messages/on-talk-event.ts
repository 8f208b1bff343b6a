import type { FileSettled } from "../../core/files/events.ts";
import { talkFiles } from "../../core/messages/add-message.ts";
import { unitLetterFiles } from "../../core/messages/write-to-unit.ts";
import type { Subscriber } from "../../core/work/core.ts";
import type { Work } from "../../core/work/work.ts";
import type { TalkMessageModel, TalkModel } from "../../database/types.ts";
import { refreshCards } from "../cards.ts";
import type { ChatSettings } from "../settings.ts";
import { postStaffCard, sendUnderCards } from "../staff-cards.ts";
import { plain, t } from "../text.ts";
import type { View } from "../view.ts";
import { fileView, refusedFileView } from "./file-views.ts";
import { talkCardKind } from "./talk-card.ts";
import { onResidentUntold, tellResident } from "./tell-resident.ts";
import { tellUnit } from "./tell-unit.ts";
import { unitLetterCardKind } from "./unit-letter.ts";

/** Carries what is said from one side of a conversation to the other, and keeps its card. */
export const onTalkEvent =
  (settings: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type === "file.settled" && event.subjectType === talkFiles)
      return settleFile(work, settings, event);
    if (event.type === "unit-letter.written") {
      const { companyId, letterId } = event;
      await postStaffCard(work, settings, { kind: unitLetterCardKind, subjectId: letterId, companyId });
      return tellUnit(work, settings, letterId);
    }
    if (event.type === "file.settled" && event.subjectType === unitLetterFiles)
      return tellUnit(work, settings, event.subjectId);
    if (event.type === "notice.passed-on") return onResidentUntold(work, event.key);
    if (event.type !== "talk.changed") return;
    const { act, companyId, talkId, messageId } = event;
    if (act === "began")
      return postStaffCard(work, settings, { kind: talkCardKind, subjectId: talkId, companyId });
    await refreshCards(work, talkId, "reply");
    const message =
      messageId === null ? null : await work.tx.talkMessage.findUnique({ where: { id: messageId } });
    if (!message) return;
    const talk = await work.tx.talk.findUniqueOrThrow({ where: { id: talkId } });
    const text = work.vault.open(message.textSealed);
    if (text === "") return;
    const kind = act === "edited" ? "edited" : "said";
    // Every edit is told anew.
    const edit = `edited:${work.now.getTime()}:${work.vault.hash("talk-edit", text)}`;
    const key = kind === "said" ? String(message.id) : `${message.id}:${edit}`;
    await carry(work, settings, { talk, message, view: view(kind, message, text), key });
  };

const view = (kind: "said" | "edited", { fromResident }: TalkMessageModel, text: string): View => ({
  blocks: [
    { type: "text", text: t(`messages.${kind}.${fromResident ? "resident" : "office"}`) },
    { type: "quote", text: plain(text) },
  ],
});

/** The bytes have come, and the picture follows its words; or it can't be kept, and its sender hears what to do. */
const settleFile = async (
  work: Work,
  settings: ChatSettings,
  { subjectId, attachmentId, state }: FileSettled,
) => {
  const [message, attachment] = await Promise.all([
    work.tx.talkMessage.findUnique({ where: { id: Number(subjectId) }, include: { talk: true } }),
    work.tx.attachment.findUnique({ where: { id: attachmentId } }),
  ]);
  if (!message || !attachment) return;
  const { talk, fromResident } = message;
  const side = fromResident ? "resident" : "office";
  if (state === "stored") {
    const key = `${subjectId}:file:${attachmentId}`;
    return carry(work, settings, { talk, message, view: fileView(side, attachment), key });
  }
  const view = refusedFileView(side, attachment);
  if (!fromResident) return carryToStaff(work, talk, view);
  await tellResident(work, settings, talk, { view, key: `${subjectId}:refused:${attachmentId}` });
};

interface Carried {
  talk: TalkModel;
  message: TalkMessageModel;
  view: View;
  /** What it is of the conversation; told once. */
  key: string;
}

/** To the staff's thread what the resident says, to the resident what staff say to them; a note goes nowhere. */
const carry = async (
  work: Work,
  settings: ChatSettings,
  { talk, message, view, key }: Carried,
): Promise<void> => {
  if (message.visibility === "internal") return;
  if (message.fromResident) return carryToStaff(work, talk, view);
  await tellResident(work, settings, talk, { view, key });
  // What was written in the thread stands there already.
  if (!message.source?.startsWith("slack:")) await carryToStaff(work, talk, view);
};

const carryToStaff = async (work: Work, { id }: TalkModel, view: View): Promise<void> => {
  const cards = await work.tx.card.findMany({ where: { kind: talkCardKind, subjectId: id } });
  await sendUnderCards(work, cards, view, { lane: "reply", subjectId: id });
};
