import type { WayName } from "../../core/contacts/kinds.ts";
import { type Notice, tellPeople } from "../../core/contacts/tell-people.ts";
import { type MeetingCard, meetingCard } from "../../core/meetings/meeting-card.ts";
import { type Telling, tellings } from "../../core/meetings/tell-queue.ts";
import type { Core } from "../../core/work/core.ts";
import { peopleFirst } from "../../core/work/people-first.ts";
import { runWork } from "../../core/work/run-work.ts";
import type { Work } from "../../core/work/work.ts";
import { action } from "../action.ts";
import { prepareView } from "../prepare-view.ts";
import type { ChatSettings } from "../settings.ts";
import { moment, plain, type Text, t } from "../text.ts";
import type { Block, View } from "../view.ts";
import { minutesButton } from "./minutes-route.ts";
import { resultBlocks } from "./result-blocks.ts";
import { resultAdvice, voterAdvice, weightText } from "./words.ts";

const votersAtATime = 100;

/**
 * Tells all owners of a meeting, chunk by chunk, each in a short transaction. Each message has a key, so that a job that
 * begins anew after a crash tells nobody twice.
 */
export const tellOwners = async (
  core: Core,
  settings: ChatSettings,
  { meetingId, what, round }: { meetingId: string; what: string; round: string },
): Promise<void> => {
  const telling = tellings.find((each) => each === what);
  const card = await meetingCard(core.database.read, core.vault, meetingId);
  if (!telling || !card) return;
  for (let after = ""; ; ) {
    const actor = { kind: "system", name: "meetings", companyId: card.meeting.companyId } as const;
    const last = await runWork(core, { actor, channel: "job" }, (work) =>
      tellSome(work, card, { telling, round, after, on: settings.waysOn ?? new Set() }),
    );
    if (last === null) return;
    after = last;
    await peopleFirst();
  }
};

interface Told {
  personId: string;
  units: string;
  weight: string;
}

/** Resolves to the last owner of the chunk; null: that was all. */
const tellSome = async (
  work: Work,
  card: MeetingCard,
  { telling, round, after, on }: { telling: Telling; round: string; after: string; on: ReadonlySet<WayName> },
): Promise<string | null> => {
  const { id: meetingId, companyId } = card.meeting;
  const rows = await work.tx.$queryRaw<Told[]>`
    SELECT "personId", "units", "weight" FROM "MeetingVoter"
    WHERE "meetingId" = ${meetingId} AND "personId" > ${after} AND (${telling === "reminder" ? 1 : 0} = 0 OR "votedAt" IS NULL)
    ORDER BY "personId" LIMIT ${votersAtATime}`;
  const notices: Notice[] = [];
  for (const { personId, units, weight } of rows) {
    const view = await prepareView(work, ownersView(card, telling, { units, weight }));
    notices.push({
      personId,
      key: `meeting:${meetingId}:${telling}${round}:${personId}`,
      subjectId: meetingId,
      card: view,
      short: telling === "opened" || telling === "reminder" ? withoutAgenda(view) : view,
    });
  }
  await tellPeople(work, { companyId, kind: "vote", lane: "bulk", on }, notices);
  return rows.at(-1)?.personId ?? null;
};

/** Short enough for SMS: whoever is reminded has had the agenda with the call. */
const withoutAgenda = ({ blocks, ...rest }: View): View => ({
  ...rest,
  blocks: blocks.filter(({ type }) => type !== "list"),
});

/** What an owner reads: the call, the opening, a reminder, the result, the minutes or that it was called off. */
const ownersView = (
  card: MeetingCard,
  telling: Telling,
  { units, weight }: { units: string; weight: string },
): View => {
  const { meeting, title, timeZone, questions, scale } = card;
  const heading: Block = {
    type: "heading",
    text: t("meetings.card.title", { number: meeting.number, title: plain(title) }),
  };
  const said: Block = {
    type: "text",
    text: t(`meetings.owners.${telling}`, {
      opens: moment(meeting.opensAt, timeZone),
      closes: moment(meeting.closesAt, timeZone),
      house: plain(card.address),
      reason: plain(card.reason ?? ""),
    }),
  };
  if (telling === "cancelled") return { blocks: [heading, said] };
  if (telling === "minutes") return { blocks: [heading, said], buttons: [[minutesButton(meeting.id)]] };
  if (telling === "result")
    return { blocks: [heading, said, ...resultBlocks(card), ...notes(resultAdvice(meeting))] };
  const advice = notes(voterAdvice(meeting));
  const agenda: Block = {
    type: "list",
    items: questions.map(({ position, title: about, proposal }) =>
      t("meetings.mine.question", { position, title: plain(about), proposal: plain(proposal) }),
    ),
  };
  const own: Block = {
    type: "text",
    text: t("meetings.mine.weight", {
      units: plain(units),
      weight: weightText(meeting.policy.weight, BigInt(weight), scale),
    }),
  };
  const route = telling === "notice" ? "mt.mine" : "mt.vote";
  const label = t(telling === "notice" ? "meetings.mine.look" : "meetings.mine.vote");
  return {
    blocks: [heading, said, agenda, own, ...advice],
    buttons: [[{ label, style: "primary", do: { action: action(route, meeting.id) } }]],
  };
};

const notes = (texts: readonly Text[]): Block[] => texts.map((text) => ({ type: "note", text }));
