import type { WorkCard } from "../../../core/requests/work/work-card.ts";
import { money, plain, type Text, t } from "../../text.ts";
import { slotText } from "./slot-text.ts";

/** Offer, visit and quote as fields of a card, for staff and contractor. */
export const workFields = (
  { offeredTo, agreed, proposed, quote, currency }: WorkCard,
  timeZone: string,
): { label: Text; value: Text }[] => [
  ...(offeredTo ? [{ label: t("requests.card.offered-to"), value: plain(offeredTo.name) }] : []),
  ...visitFields({ agreed, proposed }, timeZone),
  ...(quote
    ? [
        {
          label: t("requests.card.quote", { number: quote.number }),
          value: t(`requests.quote-state.${quote.state}`, { total: money(quote.total, currency) }),
        },
      ]
    : []),
];

/** When somebody comes, and a time that still waits for the other side's word. */
export const visitFields = (
  { agreed, proposed }: Pick<WorkCard, "agreed" | "proposed">,
  timeZone: string,
): { label: Text; value: Text }[] => [
  ...(agreed ? [{ label: t("requests.card.visit"), value: slotText(agreed, timeZone) }] : []),
  ...(proposed ? [{ label: t("requests.card.visit-proposed"), value: slotText(proposed, timeZone) }] : []),
];
