import type { RequestAct } from "../../../core/requests/events.ts";
import type { RequestCard } from "../../../core/requests/request-card.ts";
import type { AnnouncedRow } from "../../../core/requests/request-history.ts";
import { action } from "../../action.ts";
import { plain, t } from "../../text.ts";
import type { Block, View } from "../../view.ts";
import { sharedPictures } from "../resident-notice.ts";

const told: ReadonlySet<RequestAct> = new Set([
  "answered",
  "returned",
  "declined",
  "deferred",
  "resumed",
  "merged",
  "confirmed",
  "quote-approved",
  "quote-declined",
]);

/** What the contractor who has a request is told of acts of others, beside the card; null: the card is enough. */
export const workerNotice = (act: RequestAct, card: RequestCard, row: AnnouncedRow): View | null => {
  if (act === "attached") return row.visibility === "shared" ? sharedPictures(card, row) : null;
  if (!told.has(act)) return null;
  const text: Block = {
    type: "text",
    text: t(`requests.worker.${act}`, { number: card.number, quote: Number(row.data.number ?? 0) }),
  };
  const blocks: Block[] = [text, ...(row.text ? [{ type: "quote", text: plain(row.text) } as const] : [])];
  if (act !== "quote-declined") return { blocks };
  return {
    blocks,
    buttons: [[{ label: t("requests.button.new-quote"), do: { action: action("qt.new", card.id) } }]],
  };
};
