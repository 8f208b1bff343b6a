import type { CardPresenter } from "../card-renderer.ts";
import { moment, t } from "../text.ts";
import type { Block } from "../view.ts";

export const lettersCardKind = "letters";

/** Ordered letters: how far they are, then how many there are. */
export const lettersCard: CardPresenter = async (read, _vault, { subjectId }) => {
  const order = await read.letterOrder.findUnique({ where: { id: subjectId } });
  const building = order && (await read.building.findUnique({ where: { id: order.buildingId } }));
  if (!building) return null;
  const { state, sheets, sheetsDone: done, expiresAt } = order;
  const heading: Block = {
    type: "heading",
    text: t("directory.letters.card.title", { address: building.address }),
  };
  if (state === "waiting")
    return {
      blocks: [heading, { type: "text", text: t("directory.letters.card.making", { done, sheets }) }],
    };
  if (sheets === 0 || !expiresAt)
    return { blocks: [heading, { type: "text", text: t("directory.letters.card.only-poster") }] };
  const until = moment(expiresAt, building.timeZone, "date");
  return {
    blocks: [
      heading,
      { type: "text", text: t("directory.letters.card.ready", { count: sheets, until }) },
      { type: "note", text: t("directory.letters.card.note") },
    ],
  };
};
