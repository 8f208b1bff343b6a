import { type RequestCard, requestCard } from "../../core/requests/request-card.ts";
import { type WorkCard, workCard } from "../../core/requests/work/work-card.ts";
import { action } from "../action.ts";
import type { CardPresenter } from "../card-renderer.ts";
import { plain, type Text, t } from "../text.ts";
import type { Button, View } from "../view.ts";
import { filesNote, homeText, sharedFields, titleText } from "./card-fields.ts";
import { visitFields } from "./work/work-fields.ts";

export const residentCardKind = "request-resident";

/** The card in the resident's chat: what was asked, where it stands, and what the resident can do now. */
export const residentCard: CardPresenter = async (read, vault, { subjectId }) => {
  const card = await requestCard(read, vault, subjectId);
  if (card && card.homes.length > 0) return askingWhere(card);
  if (!card || !isWorkedOn(card)) return card && withPhotosWanted(residentView(card), card);
  return withVisit(residentView(card), card, await workCard(read, vault, subjectId));
};

/** An emergency is filed before its author said in which home it is: the card asks. */
const askingWhere = (card: RequestCard): View => {
  const view = withPhotosWanted(residentView(card), card);
  const place = (label: Text, ...unit: string[]): Button[] => [
    { label, do: { action: action("rq.place", card.id, ...unit) } },
  ];
  if ((view.buttons ?? []).length === 0) return view;
  return {
    blocks: [...view.blocks, { type: "text", text: t("requests.which-home") }],
    buttons: [
      ...card.homes.map((home) => place(homeText(home), home.unitId)),
      place(t("requests.place-shared")),
      ...(view.buttons ?? []),
    ],
  };
};

/** An emergency is filed without asking for pictures; they are welcome afterwards. */
const withPhotosWanted = (view: View, { priority, state, attachments }: RequestCard): View =>
  priority === "emergency" && state === "new" && attachments.length === 0
    ? { ...view, blocks: [...view.blocks, { type: "note", text: t("requests.card.send-photos") }] }
    : view;

const isWorkedOn = ({ state, assignee }: RequestCard): boolean =>
  assignee !== null && (state === "taken" || state === "in_progress");

/** When the contractor comes, and a way to name another time; what the work costs is not the resident's affair. */
const withVisit = (view: View, { id, building }: RequestCard, work: WorkCard): View => {
  if (!work.byContractor) return view;
  const fields = visitFields(work, building.timeZone);
  return {
    ...view,
    blocks: [...view.blocks, ...(fields.length > 0 ? [{ type: "fields", fields } as const] : [])],
    buttons: [
      ...(view.buttons ?? []),
      [{ label: t("requests.button.slot"), do: { action: action("vs.new", id) } }],
    ],
  };
};

export const residentView = (card: RequestCard, buttons = residentButtons(card)): View => ({
  blocks: [
    { type: "heading", text: titleText(card) },
    { type: "quote", text: plain(card.text) },
    { type: "fields", fields: sharedFields(card, "resident") },
    ...filesNote(card, false),
  ],
  buttons,
});

/** What the author of a request can do in its state. */
export const residentButtons = ({
  id,
  state,
  rating,
}: Pick<RequestCard, "id" | "state" | "rating">): Button[][] => {
  const button = (name: string, style?: Button["style"]): Button => ({
    label: t(`requests.button.${name}`),
    do: { action: action(`rq.${name}`, id) },
    ...(style ? { style } : {}),
  });
  switch (state) {
    case "new":
    case "taken":
    case "in_progress":
    case "deferred":
      return [[button("answer")]];
    case "done":
      return [[button("confirm", "primary"), button("return", "danger")]];
    case "closed":
      return rating === null ? [stars(id), [button("return")]] : [[button("return")]];
    case "declined":
    case "merged":
      return [];
  }
};

/** 1 to 5, one tap each. */
export const stars = (requestId: string): Button[] =>
  [1, 2, 3, 4, 5].map((rating) => ({
    label: plain(`${rating} ★`),
    do: { action: action("rq.rate", requestId, String(rating)) },
  }));
