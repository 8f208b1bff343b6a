import { type RequestCard, requestCard } from "../../core/requests/request-card.ts";
import { type WorkCard, workCard } from "../../core/requests/work/work-card.ts";
import { action } from "../action.ts";
import type { CardPresenter } from "../card-renderer.ts";
import { inRows } from "../in-rows.ts";
import { plain, t } from "../text.ts";
import type { Button, View } from "../view.ts";
import { filesNote, locationNote, sharedFields, titleText } from "./card-fields.ts";
import { authorText } from "./words.ts";
import { workFields } from "./work/work-fields.ts";

export const staffCardKind = "request-staff";

/** The card in the staff channel: all that is known, and every next step as a button. */
export const staffCard: CardPresenter = async (read, vault, { subjectId }) => {
  const card = await requestCard(read, vault, subjectId);
  return card && staffView(card, await workCard(read, vault, subjectId));
};

export const staffView = (card: RequestCard, work: WorkCard): View => ({
  blocks: [
    { type: "heading", text: titleText(card) },
    { type: "quote", text: plain(card.text) },
    {
      type: "fields",
      fields: [
        { label: t("requests.card.author"), value: authorText(card) },
        ...sharedFields(card, "staff"),
        ...workFields(work, card.building.timeZone),
        ...(card.subscribers > 0
          ? [{ label: t("requests.card.subscribers"), value: plain(String(card.subscribers)) }]
          : []),
      ],
    },
    ...locationNote(card),
    ...filesNote(card, true),
  ],
  buttons: inRows(buttonsOf(card), buttonsInARow),
});

const buttonsInARow = 4;

const buttonsOf = ({ id, state, pausedAt, subscribers }: RequestCard): Button[] => {
  const button = (name: string, style?: Button["style"]): Button => ({
    label: t(`requests.button.${name}`),
    do: { action: action(`rq.${name}`, id) },
    ...(style ? { style } : {}),
  });
  const parts: Button[] = [
    { label: t("requests.button.merge"), do: { action: action("dp.merge", id) } },
    ...(subscribers > 0
      ? [{ label: t("requests.button.split"), do: { action: action("dp.split", id) } }]
      : []),
  ];
  const clock = button(pausedAt ? "unpause" : "pause");
  switch (state) {
    case "new":
      return [
        button("take", "primary"),
        button("assign"),
        button("ask"),
        button("defer"),
        button("decline", "danger"),
        ...parts,
      ];
    case "taken":
      return [
        button("start", "primary"),
        button("done"),
        button("assign"),
        button("ask"),
        button("reply"),
        button("defer"),
        clock,
        button("decline", "danger"),
        ...parts,
      ];
    case "in_progress":
      return [
        button("done", "primary"),
        button("assign"),
        button("ask"),
        button("reply"),
        button("defer"),
        clock,
        button("decline", "danger"),
        ...parts,
      ];
    case "deferred":
      return [
        button("resume", "primary"),
        button("assign"),
        button("ask"),
        button("reply"),
        button("decline", "danger"),
        ...parts,
      ];
    case "done":
      return [button("reply")];
    case "closed":
    case "declined":
      return [];
    case "merged":
      return [{ label: t("requests.button.split"), do: { action: action("dp.split", id) } }];
  }
};
