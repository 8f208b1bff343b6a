import type { PollAct, PollEvent } from "../../core/polls/events.ts";
import { type PollSheet, pollSheet, pollSubject } from "../../core/polls/poll-sheet.ts";
import type { Subscriber } from "../../core/work/core.ts";
import type { Work } from "../../core/work/work.ts";
import { postCard, refreshSomeCards } from "../cards.ts";
import type { ChatSettings } from "../settings.ts";
import { moment, t } from "../text.ts";
import { postToGroups, tellGroups } from "./groups.ts";
import { remindReaders } from "./remind-readers.ts";
import { pollResidentKind } from "./resident-card.ts";
import { pollStaffKind } from "./staff-card.ts";
import { tellAuthor, tellOptionAuthor } from "./tell-author.ts";
import { tellReaders } from "./tell-readers.ts";
import { optionWaits, publishToStaff, sendToPollThread } from "./thread.ts";
import { titleText } from "./words.ts";

/** What happens to a poll is shown in the staff channel, in the building's groups and to whoever it asks. */
export const onPollEvent =
  (settings: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type === "file.settled" && event.subjectType === pollSubject) {
      await refreshStaff(work, event.subjectId);
      if (event.state === "stored") await showPicture(work, event.subjectId, event.attachmentId);
    }
    if (!isPollEvent(event)) return;
    const poll = await pollSheet(work.tx, work.vault, event.pollId);
    if (!poll) return;
    switch (event.type) {
      case "poll.changed":
        return onChanged(work, settings, { poll, act: event.act });
      case "poll.voted":
        return void (await refreshSomeCards(work, poll.id, "reply", {
          kinds: [pollResidentKind],
          personIds: event.personIds,
        }));
      case "poll.option":
        if (event.act === "suggested") return optionWaits(work, poll, event.optionId);
        return tellOptionAuthor(work, poll, event.optionId);
      case "poll.news":
        return tellReaders(work, poll, event);
      case "poll.reminder":
        return remindReaders(work, settings, { poll, personIds: event.personIds });
      case "poll.published":
        await publishToStaff(work, poll);
        return tellGroups(work, poll, "results");
    }
  };

const isPollEvent = (event: { type: string }): event is PollEvent => event.type.startsWith("poll.");

const refreshStaff = (work: Work, pollId: string) =>
  refreshSomeCards(work, pollId, "reply", { kinds: [pollStaffKind] });

const onChanged = async (
  work: Work,
  { staffChannel }: ChatSettings,
  { poll, act }: { poll: PollSheet; act: PollAct },
): Promise<void> => {
  if (act === "drafted" || act === "proposed") {
    if (!staffChannel) return;
    const { language } = await work.tx.company.findUniqueOrThrow({ where: { id: poll.companyId } });
    return postCard(work, {
      kind: pollStaffKind,
      subjectId: poll.id,
      companyId: poll.companyId,
      address: { platform: "slack", chatId: staffChannel },
      language,
      personId: null,
      lane: act === "drafted" ? "reply" : "notice",
    });
  }
  await refreshStaff(work, poll.id);
  if (act === "opened") await postToGroups(work, poll);
  if (act === "opened" || act === "declined") await tellAuthor(work, poll, act);
  if (act === "cancelled") await tellGroups(work, poll, "cancelled");
  if (act === "extended") {
    await tellGroups(work, poll, "extended");
    const until = moment(poll.endAt, poll.timeZone);
    await sendToPollThread(work, poll.id, {
      blocks: [{ type: "text", text: t("polls.news.extended", { title: titleText(poll), until }) }],
    });
  }
};

/** A draft's pictures, where the staff look at it. */
const showPicture = (work: Work, pollId: string, attachmentId: string): Promise<void> =>
  sendToPollThread(work, pollId, {
    blocks: [{ type: "text", text: t("polls.card.picture") }],
    files: [{ attachmentId, kind: "photo" }],
  });
