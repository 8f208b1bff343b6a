import type { PersonActor } from "../../core/access/actor.ts";
import { questionsOf } from "../../core/meetings/find-meeting.ts";
import { meetingCard } from "../../core/meetings/meeting-card.ts";
import { meetingsOf, type OwnMeeting, ownMeeting } from "../../core/meetings/voter-meetings.ts";
import type { Work } from "../../core/work/work.ts";
import { action } from "../action.ts";
import { joined, moment, plain, type Text, t } from "../text.ts";
import type { Block, Button, View } from "../view.ts";
import { minutesButton } from "./minutes-route.ts";
import { resultBlocks } from "./result-blocks.ts";
import { resultAdvice, voterAdvice, weightText } from "./words.ts";

/** `/meeting`: the meetings of somebody's houses. With only one it is shown at once. */
export const meetingsView = async (work: Work, actor: PersonActor): Promise<View> => {
  const meetings = await meetingsOf(work.tx, work.vault, actor);
  const [only, another] = meetings;
  if (!only) return { blocks: [{ type: "text", text: t("meetings.mine.none") }] };
  if (!another) return ownMeetingView(work, only);
  return {
    blocks: [
      { type: "heading", text: t("meetings.mine.title") },
      {
        type: "list",
        items: meetings.map(({ meeting, title }) =>
          joined(" · ", titleOf(meeting.number, title), t(`meetings.mine.state.${meeting.state}`)),
        ),
      },
    ],
    buttons: meetings.map(({ meeting }) => [
      {
        label: t("meetings.mine.show", { number: meeting.number }),
        do: { action: action("mt.mine", meeting.id) },
      },
    ]),
  };
};

const titleOf = (number: number, title: string): Text =>
  t("meetings.card.title", { number, title: plain(title) });

/** One meeting as its owner sees it: the agenda, the own vote and what can be done; null: none of theirs. */
export const meetingView = async (
  work: Work,
  actor: PersonActor,
  meetingId: string,
): Promise<View | null> => {
  const row = await work.tx.meeting.findUnique({ where: { id: meetingId } });
  if (!row || row.companyId !== actor.companyId || row.state === "draft" || row.state === "preparing")
    return null;
  const own = await ownMeeting(work.tx, work.vault, actor.personId, row);
  const lives = actor.occupancies.some(({ buildingId }) => buildingId === row.buildingId);
  return own.own || own.proxies.length > 0 || lives ? ownMeetingView(work, own) : null;
};

const ownMeetingView = async (work: Work, own: OwnMeeting): Promise<View> => {
  const { meeting, title } = own;
  const { timeZone } = await work.tx.building.findUniqueOrThrow({ where: { id: meeting.buildingId } });
  const questions = await questionsOf(work.tx, meeting.id);
  const card = meeting.result === null ? null : await meetingCard(work.tx, work.vault, meeting.id);
  return {
    blocks: [
      { type: "heading", text: titleOf(meeting.number, title) },
      {
        type: "text",
        text: t(`meetings.mine.when.${meeting.state}`, {
          opens: moment(meeting.opensAt, timeZone),
          closes: moment(meeting.closesAt, timeZone),
        }),
      },
      ...(card
        ? resultBlocks(card)
        : [
            {
              type: "list",
              items: questions.map(({ position, titleSealed, proposalSealed }) =>
                t("meetings.mine.question", {
                  position,
                  title: plain(work.vault.open(titleSealed)),
                  proposal: plain(work.vault.open(proposalSealed)),
                }),
              ),
            } as const,
          ]),
      ...ownBlocks(work, own, questions, timeZone),
      ...(card ? resultAdvice : voterAdvice)(meeting).map((text) => ({ type: "note", text }) as const),
    ],
    buttons: buttonsOf(own, work.now),
  };
};

const ownBlocks = (
  work: Work,
  { own, meeting }: OwnMeeting,
  questions: Awaited<ReturnType<typeof questionsOf>>,
  timeZone: string,
): Block[] => {
  if (!own) return [{ type: "note", text: t("meetings.mine.no-vote") }];
  const weight = weightText(meeting.policy.weight, own.weight, BigInt(meeting.scale));
  const blocks: Block[] = [
    { type: "text", text: t("meetings.mine.weight", { units: plain(own.units), weight }) },
  ];
  if (own.shared) blocks.push({ type: "note", text: t(`meetings.mine.shared.${meeting.policy.coOwners}`) });
  if (own.via === null || own.votedAt === null) return blocks;
  blocks.push({
    type: "text",
    text: t(`meetings.mine.voted.${own.via}`, { at: moment(own.votedAt, timeZone), index: own.ballot ?? 0 }),
  });
  const { answers } = own;
  if (answers)
    blocks.push({
      type: "list",
      items: questions.map(({ id, position, titleSealed }) =>
        joined(
          " — ",
          plain(`${position}. ${work.vault.open(titleSealed)}`),
          t(`meetings.choice.${answers[id] ?? "spoiled"}`),
        ),
      ),
    });
  return blocks;
};

const buttonsOf = ({ meeting, own, proxies }: OwnMeeting, now: Date): Button[][] => {
  const button = (label: Text, name: string, ...args: string[]): Button => ({
    label,
    do: { action: action(name, meeting.id, ...args) },
  });
  const open = meeting.state === "voting" && now < meeting.closesAt;
  const rows: Button[][] = [];
  if (open && own) {
    const mayReplace = own.via === "proxy" && meeting.policy.personalOverProxy && !meeting.secret;
    if (own.via === null || mayReplace)
      rows.push([{ ...button(t("meetings.mine.vote"), "mt.vote"), style: "primary" }]);
    if (own.via === "chat" && meeting.policy.change)
      rows.push([
        button(t("meetings.mine.change"), "mt.vote"),
        { ...button(t("meetings.mine.withdraw"), "mt.back"), confirm: t("meetings.mine.withdraw-sure") },
      ]);
  }
  if (open)
    for (const { principalId, name, voted } of proxies)
      if (!voted || meeting.policy.change)
        rows.push([button(t("meetings.mine.vote-for", { name: plain(name) }), "mt.vote", principalId)]);
  if (meeting.state === "minutes") rows.push([minutesButton(meeting.id)]);
  if (meeting.secret && meeting.state !== "notice")
    rows.push([button(t("meetings.mine.receipt"), "mt.code")]);
  return rows;
};
