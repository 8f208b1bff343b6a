import { setImmediate as breathe } from "node:timers/promises";
import { type MeetingCard, meetingCard } from "../../core/meetings/meeting-card.ts";
import { type Telling, tellings } from "../../core/meetings/tell-queue.ts";
import type { Platform } from "../../core/platform.ts";
import type { Core } from "../../core/work/core.ts";
import { runWork } from "../../core/work/run-work.ts";
import type { Work } from "../../core/work/work.ts";
import { action } from "../action.ts";
import { prepareView } from "../prepare-view.ts";
import { moment, plain, t } from "../text.ts";
import type { Block, View } from "../view.ts";
import { resultBlocks } from "./result-blocks.ts";
import { weightText } from "./words.ts";

const votersAtATime = 100;

/**
 * Tells all owners of a meeting, chunk by chunk, each in a short transaction. Each message has a key, so that a job that
 * begins anew after a crash tells nobody twice.
 */
export const tellOwners = async (
  core: Core,
  { meetingId, what, round }: { meetingId: string; what: string; round: string },
): Promise<void> => {
  const telling = tellings.find((each) => each === what);
  const card = await meetingCard(core.database.read, core.vault, meetingId);
  if (!telling || !card) return;
  for (let after = ""; ; ) {
    const actor = { kind: "system", name: "meetings", companyId: card.meeting.companyId } as const;
    const last = await runWork(core, { actor, channel: "job" }, (work) =>
      tellSome(work, card, { telling, round, after }),
    );
    if (last === null) return;
    after = last;
    await breathe();
  }
};

interface Told {
  personId: string;
  units: string;
  weight: string;
  platform: string | null;
  chatId: string | null;
  language: string | null;
}

/** Resolves to the last owner of the chunk; null: that was all. */
const tellSome = async (
  work: Work,
  card: MeetingCard,
  { telling, round, after }: { telling: Telling; round: string; after: string },
): Promise<string | null> => {
  const { meeting } = card;
  const { language: buildingLanguage } = await work.tx.building.findUniqueOrThrow({
    where: { id: meeting.buildingId },
  });
  const rows = await work.tx.$queryRaw<Told[]>`
    SELECT v."personId", v."units", v."weight", i."platform", i."chatId", p."language"
    FROM (
      SELECT "personId", "units", "weight" FROM "MeetingVoter"
      WHERE "meetingId" = ${meeting.id} AND "personId" > ${after} AND (${telling === "reminder" ? 1 : 0} = 0 OR "votedAt" IS NULL)
      ORDER BY "personId" LIMIT ${votersAtATime}
    ) v
    LEFT JOIN "Person" p ON p."id" = v."personId"
    LEFT JOIN "Identity" i ON i."personId" = v."personId" AND i."unreachableSince" IS NULL
    ORDER BY v."personId"`;
  for (const { personId, units, weight, platform, chatId, language } of rows) {
    if (platform === null || chatId === null) continue;
    work.send({
      address: { platform: platform as Platform, chatId },
      lane: "bulk",
      language: language ?? buildingLanguage,
      companyId: meeting.companyId,
      subjectId: meeting.id,
      dedupeKey: `meeting:${meeting.id}:${telling}${round}:${platform}:${personId}`,
      what: {
        kind: "message",
        content: await prepareView(work, ownersView(card, telling, { units, weight })),
      },
    });
  }
  return rows.at(-1)?.personId ?? null;
};

/** What an owner reads: the call, the opening, a reminder, the result or that it was called off. */
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
  const advice: Block[] = meeting.policy.chatAdvises
    ? [{ type: "note", text: t(telling === "result" ? "meetings.advice.result" : "meetings.advice.voter") }]
    : [];
  if (telling === "result") return { blocks: [heading, said, ...resultBlocks(card), ...advice] };
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
