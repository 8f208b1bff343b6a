import { tellPeople } from "../../core/contacts/tell-people.ts";
import { orderDocument } from "../../core/documents/order-document.ts";
import { checkRegister } from "../../core/meetings/check-register.ts";
import type { ProxyChanged } from "../../core/meetings/events.ts";
import { findMeeting } from "../../core/meetings/find-meeting.ts";
import { meetingCard } from "../../core/meetings/meeting-card.ts";
import { dayOf } from "../../core/meetings/meeting-dates.ts";
import { tellQueue } from "../../core/meetings/tell-queue.ts";
import type { Subscriber } from "../../core/work/core.ts";
import type { Work } from "../../core/work/work.ts";
import { announcementCardKind } from "../announcements/staff-card.ts";
import { refreshCards, refreshSomeCards, type StandingCard } from "../cards.ts";
import type { ChatSettings } from "../settings.ts";
import { postStaffCard, sendUnderCards } from "../staff-cards.ts";
import { plain, type Text, t } from "../text.ts";
import type { View } from "../view.ts";
import { decisionView } from "./decision-view.ts";
import { problemsView } from "./problems-view.ts";
import { meetingCardKind } from "./staff-card.ts";

/** What the owners are told by a job, because they may be many. */
const toldToOwners = { noticed: "notice", opened: "opened", counted: "result", minutes: "minutes" } as const;

/** The card in the staff channel follows the meeting; owners are called, and told what was decided. */
export const onMeetingEvent =
  (settings: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type === "proxy.ended" || event.type === "proxy.given")
      return tellHolder(work, settings, event);
    if (event.type !== "meeting.changed") return;
    const { meetingId, companyId, act } = event;
    if (act === "drafted")
      return postStaffCard(work, settings, { kind: meetingCardKind, subjectId: meetingId, companyId });
    const cards = await refreshCards(work, meetingId, "reply");
    if (act === "voted") return;
    if (act in toldToOwners) {
      const what = toldToOwners[act as keyof typeof toldToOwners];
      work.enqueue({ queue: tellQueue, payload: { meetingId, what } });
    }
    if (act === "cancelled") await tellCancelled(work, meetingId);
    if (act === "minutes") await orderMinutes(work, settings, companyId, meetingId);
    if (act === "linked") await refreshAnnouncements(work, meetingId);
    const entry = await threadEntry(work, meetingId, act);
    if (entry) await sendToThread(work, cards, entry);
  };

const tellCancelled = async (work: Work, meetingId: string): Promise<void> => {
  const meeting = await findMeeting(work.tx, meetingId);
  // A draft was known to the staff only.
  if (meeting?.noticeAt) work.enqueue({ queue: tellQueue, payload: { meetingId, what: "cancelled" } });
};

/** The cards of announcements that were linked just now say of what decision they came. */
const refreshAnnouncements = async (work: Work, meetingId: string): Promise<void> => {
  const card = await meetingCard(work.tx, work.vault, meetingId);
  const numbers = (card?.questions ?? [])
    .flatMap(({ links }) => links)
    .filter((link) => link.subjectType === "announcement" && isOfNow(work, link))
    .map(({ subjectId }) => Number(subjectId));
  if (!card || numbers.length === 0) return;
  const announcements = await work.tx.announcement.findMany({
    where: { companyId: card.meeting.companyId, number: { in: numbers } },
    select: { id: true },
  });
  for (const { id } of announcements)
    await refreshSomeCards(work, id, "reply", { kinds: [announcementCardKind] });
};

const isOfNow = ({ now }: Work, { createdAt }: { createdAt: Date }): boolean =>
  createdAt.getTime() === now.getTime();

const orderMinutes = async (
  work: Work,
  { staffChannel }: ChatSettings,
  companyId: string,
  meetingId: string,
): Promise<void> => {
  const meeting = await findMeeting(work.tx, meetingId);
  if (!staffChannel || !meeting) return;
  const { language } = await work.tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const params = { meetingId, number: meeting.number };
  const address = { platform: "slack", chatId: staffChannel } as const;
  await orderDocument(work, { companyId, kind: "meetings:minutes", params, language, address });
};

const threadEntry = async (work: Work, meetingId: string, act: string): Promise<View | null> => {
  const card = await meetingCard(work.tx, work.vault, meetingId);
  if (!card) return null;
  const { meeting, timeZone } = card;
  if (act === "blocked") return problemsView(await checkRegister(work.tx, meeting, work.now));
  if (act === "noticed")
    return say(
      t("meetings.thread.noticed", { count: meeting.voters, opens: dayOf(meeting.opensAt, timeZone) }),
    );
  if (act === "opened") return say(t("meetings.thread.opened", { count: meeting.voters }));
  if (act === "counted")
    return say(
      t("meetings.thread.counted", { ballots: card.result?.ballots ?? 0, checksum: meeting.checksum ?? "" }),
    );
  if (act === "linked") {
    const linked = card.questions.find(({ links }) => links.some((link) => isOfNow(work, link)));
    return linked ? decisionView(card, linked) : null;
  }
  if (act === "minutes-due") return say(t("meetings.thread.minutes-due"));
  if (act === "minutes-overdue") return say(t("meetings.thread.minutes-overdue"));
  return null;
};

const say = (text: Text): View => ({
  blocks: [{ type: "text", text }],
});

const sendToThread = (work: Work, standing: readonly StandingCard[], view: View): Promise<void> =>
  sendUnderCards(
    work,
    standing.filter(({ kind }) => kind === meetingCardKind),
    view,
  );

const tellHolder = async (work: Work, { waysOn }: ChatSettings, event: ProxyChanged): Promise<void> => {
  const { type, companyId, meetingId, principalId, holderId } = event;
  const principal = await work.tx.meetingVoter.findUnique({
    where: { meetingId_personId: { meetingId, personId: principalId } },
  });
  const meeting = await findMeeting(work.tx, meetingId);
  if (!principal || !meeting) return;
  const name = plain(work.vault.open(principal.nameSealed));
  const about = { name, units: plain(principal.units), number: meeting.number };
  const view = say(t(type === "proxy.ended" ? "meetings.holder.ended" : "meetings.holder.given", about));
  // A power of attorney may be given, ended and given again.
  const key = `${type}:${meetingId}:${principalId}:${holderId}:${work.now.toISOString()}`;
  await tellPeople(work, { companyId, kind: "vote", lane: "notice", on: waysOn ?? new Set() }, [
    { personId: holderId, key, subjectId: meetingId, card: view, short: view },
  ]);
};
