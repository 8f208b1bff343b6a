import { can } from "../../core/access/policy.ts";
import { meetingCard } from "../../core/meetings/meeting-card.ts";
import type { Work } from "../../core/work/work.ts";
import { action } from "../action.ts";
import { inRows } from "../in-rows.ts";
import { numberText } from "../number-text.ts";
import { joined, plain, t } from "../text.ts";
import type { View } from "../view.ts";
import { meetingStaffView } from "./staff-card.ts";

const shown = 12;

/** The newest meetings of the houses that the actor looks after. */
export const staffListView = async (work: Work): Promise<View> => {
  const { tx, vault, actor } = work;
  const companyId = actor.kind === "person" ? actor.companyId : "";
  const rows = await tx.meeting.findMany({
    where: { companyId },
    orderBy: { number: "desc" },
    take: shown * 4,
  });
  const mine = rows
    .filter(({ buildingId }) => can(actor, "meeting.watch", { companyId, buildingId }))
    .slice(0, shown);
  return {
    blocks: [
      { type: "heading", text: t("meetings.list.title") },
      mine.length === 0
        ? { type: "text", text: t("meetings.list.none") }
        : {
            type: "list",
            items: mine.map(({ number, titleSealed, state }) =>
              joined(
                " · ",
                t("meetings.card.title", { number, title: plain(vault.open(titleSealed)) }),
                t(`meetings.state.${state}`),
              ),
            ),
          },
    ],
    buttons: inRows(
      mine.map(({ id, number }) => ({ label: numberText(number), do: { action: action("mt.show", id) } })),
      4,
    ),
  };
};

/** The staff card for one person, for when the card in the channel is far up; null: not theirs to see. */
export const staffMeetingView = async (work: Work, meetingId: string): Promise<View | null> => {
  const card = await meetingCard(work.tx, work.vault, meetingId);
  if (!card) return null;
  const { companyId, buildingId } = card.meeting;
  return can(work.actor, "meeting.watch", { companyId, buildingId }) ? meetingStaffView(card) : null;
};
