import type { OpenHome } from "../../core/requests/open-homes.ts";
import type { RequestCard } from "../../core/requests/request-card.ts";
import { mapText } from "../map-text.ts";
import { joined, moment, plain, type Text, t } from "../text.ts";
import type { Block } from "../view.ts";
import { categoryWord, stateWord } from "./words.ts";

type Fields = Extract<Block, { type: "fields" }>["fields"];

/** Where a request is: the unit with its building, the building's common places, or the homes that it may be about. */
export const placeText = ({ unit, building, homes }: RequestCard): Text => {
  if (unit) return t(`requests.place.${unit.kind}`, { number: unit.number, address: building.address });
  if (homes.length === 0) return t("requests.place.common", { address: building.address });
  return t("requests.place.one-of", { places: joined("; ", ...homes.map(homeText)) });
};

export const homeText = ({ kind, number, address }: OpenHome): Text =>
  t(`requests.place.${kind}`, { number, address });

/** The place with the way to it, for whoever has to come. */
export const wayText = (card: RequestCard): Text => {
  const { entrance, floor } = card.unit ?? { entrance: null, floor: null };
  return joined(
    ", ",
    placeText(card),
    ...(entrance === null ? [] : [t("requests.card.entrance", { entrance: plain(entrance) })]),
    ...(floor === null ? [] : [t("requests.card.floor", { floor })]),
  );
};

export const titleText = (card: RequestCard): Text =>
  t(card.priority === "emergency" ? "requests.card.emergency" : "requests.card.title", {
    number: card.number,
  });

/** The request's state with what goes with it: until when it is deferred, why the clock stands. */
export const stateText = (card: RequestCard): Text => {
  const { timeZone } = card.building;
  if (card.state === "deferred" && card.deferredUntil) {
    return t("requests.card.deferred-until", { until: moment(card.deferredUntil, timeZone, "date") });
  }
  if (card.state === "merged" && card.mergedInto !== null)
    return t("requests.card.merged-into", { number: card.mergedInto });
  const returned = card.returnCount > 0 ? [t("requests.card.returned", { count: card.returnCount })] : [];
  const paused = card.pausedAt && card.pauseReason ? [t(`requests.pause-reason.${card.pauseReason}`)] : [];
  return joined(" · ", stateWord(card.state), ...returned, ...paused);
};

/** Due times as the reader's own promise, or as the office's to the reader. */
const dueWords = {
  staff: { react: "requests.card.react-by", fix: "requests.card.fix-by" },
  resident: { react: "requests.card.we-react-by", fix: "requests.card.we-fix-by" },
} as const;

/** Fields that the resident and the staff both see. */
export const sharedFields = (card: RequestCard, reader: keyof typeof dueWords): Fields => {
  const { timeZone } = card.building;
  const running = card.state === "new" || card.state === "taken" || card.state === "in_progress";
  return [
    { label: t("requests.card.state"), value: stateText(card) },
    { label: t("requests.card.category"), value: categoryWord(card.category) },
    { label: t("requests.card.place"), value: reader === "staff" ? wayText(card) : placeText(card) },
    ...assigneeField(card, reader),
    ...(card.state === "new"
      ? [
          {
            label: t(dueWords[reader].react),
            value: t("chat.moment", { at: moment(card.reactDueAt, timeZone) }),
          },
        ]
      : []),
    ...(running
      ? [
          {
            label: t(dueWords[reader].fix),
            value: t("chat.moment", { at: moment(card.fixDueAt, timeZone) }),
          },
        ]
      : []),
    ...(card.access ? [{ label: t("requests.card.access"), value: plain(card.access) }] : []),
    ...(card.rating
      ? [
          {
            label: t("requests.card.rating"),
            value: plain("★".repeat(card.rating) + "☆".repeat(5 - card.rating)),
          },
        ]
      : []),
  ];
};

/** Whom a new request was only entrusted to is the staff's affair until somebody takes it. */
const assigneeField = ({ assignee, takenAt }: RequestCard, reader: keyof typeof dueWords): Fields => {
  if (!assignee || (takenAt === null && reader === "resident")) return [];
  const label = t(takenAt === null ? "requests.card.entrusted-to" : "requests.card.assignee");
  return [{ label, value: plain(assignee.name) }];
};

/** How many pictures there are, once the reader may see any. */
export const filesNote = (card: RequestCard, internal: boolean): Block[] => {
  const count = card.attachments.filter(({ visibility }) => internal || visibility === "shared").length;
  return count > 0 ? [{ type: "note", text: t("requests.card.files", { count }) }] : [];
};

/** The place on the map, where the resident sent one. */
export const locationNote = ({ location }: RequestCard): Block[] =>
  location ? [{ type: "note", text: t("requests.card.location", { at: mapText(location) }) }] : [];
