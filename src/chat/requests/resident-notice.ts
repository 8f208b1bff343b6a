import type { RequestAct } from "../../core/requests/events.ts";
import type { RequestCard } from "../../core/requests/request-card.ts";
import type { AnnouncedRow } from "../../core/requests/request-history.ts";
import type { Work } from "../../core/work/work.ts";
import { action } from "../action.ts";
import { moment, plain, t } from "../text.ts";
import type { Block, Button, View } from "../view.ts";
import { editedText } from "./edited-text.ts";
import { residentButtons, stars } from "./resident-card.ts";

/** What the author is told of an act of others, beside the card that shows the state; null: the card is enough. */
export const residentNotice = async (
  work: Work,
  act: RequestAct,
  card: RequestCard,
  row: AnnouncedRow,
): Promise<View | null> => {
  const buttons = buttonsAfter(act, card);
  if (act === "attached") return sharedPictures(card, row);
  if (!told.has(act)) return null;
  const text = act === "edited" ? await editedText(work, row) : row.text;
  // A message without words came with pictures, which follow by themselves.
  if (act === "asked" && !text) return null;
  const blocks: Block[] = [
    {
      type: "text",
      text: t(`requests.resident.${wordOf(act, card)}`, noticeParams(card, row)),
    },
    ...(text ? [{ type: "quote", text: plain(text) } as const] : []),
  ];
  return buttons.length > 0 ? { blocks, buttons } : { blocks };
};

const wordOf = (act: RequestAct, { pauseReason }: RequestCard): string => {
  if (act === "assigned" || act === "accepted") return "taken";
  return act === "paused" ? `paused-${pauseReason === "no-access" ? "no-access" : "awaiting-owner"}` : act;
};

const told: ReadonlySet<RequestAct> = new Set([
  "taken",
  "assigned",
  "resumed",
  "asked",
  "deferred",
  "declined",
  "done",
  "closed",
  "paused",
  "edited",
  "accepted",
  "arrived",
  "merged",
  "split",
]);

const noticeParams = (card: RequestCard, row: AnnouncedRow) => ({
  number: card.number,
  who: plain(card.assignee?.name ?? ""),
  other: card.mergedInto ?? 0,
  until: moment(card.deferredUntil ?? row.at, card.building.timeZone, "date"),
  fixBy: moment(card.fixDueAt, card.building.timeZone),
});

const buttonsAfter = (act: RequestAct, card: RequestCard): Button[][] => {
  if (act === "asked" || act === "paused")
    return [[{ label: t("requests.button.answer"), do: { action: action("rq.answer", card.id) } }]];
  if (act === "done") return residentButtons({ ...card, state: "done" });
  if (act === "closed") return [stars(card.id)];
  return [];
};

/** Tells whoever sent them that files can't be kept, and what to do; null when all could. */
export const refusedFilesNotice = (act: RequestAct, card: RequestCard, row: AnnouncedRow): View | null => {
  if (act !== "attached") return null;
  const refused = row.attachments.filter(({ state }) => state === "refused");
  const heic = refused.filter(({ refusal }) => refusal === "heic").length;
  const other = refused.length - heic;
  const { number } = card;
  const blocks: Block[] = [
    ...(heic > 0
      ? [{ type: "text", text: t("requests.resident.refused-heic", { count: heic, number }) } as const]
      : []),
    ...(other > 0
      ? [{ type: "text", text: t("requests.resident.refused-files", { count: other, number }) } as const]
      : []),
  ];
  return blocks.length > 0 ? { blocks } : null;
};

/** Files of a message that the resident may see, once they have come. */
export const sharedPictures = (card: RequestCard, row: AnnouncedRow): View | null => {
  const files = row.attachments
    .filter(({ state, visibility }) => state === "stored" && visibility === "shared")
    .map(({ id, kind }) => ({ attachmentId: id, kind }));
  if (files.length === 0) return null;
  return {
    blocks: [
      {
        type: "text",
        text: t(`requests.resident.pictures${row.data.stage === "before" ? "-before" : ""}`, {
          number: card.number,
        }),
      },
    ],
    files,
  };
};
