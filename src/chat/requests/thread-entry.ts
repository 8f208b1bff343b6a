import { heldAt } from "../../core/directory/occupancy.ts";
import type { RequestAct, RequestChanged } from "../../core/requests/events.ts";
import type { RequestCard } from "../../core/requests/request-card.ts";
import type { AnnouncedRow } from "../../core/requests/request-history.ts";
import type { Work } from "../../core/work/work.ts";
import { joined, moment, plain, type Text, t } from "../text.ts";
import type { Block, View } from "../view.ts";
import { placeText } from "./card-fields.ts";
import { editedText } from "./edited-text.ts";
import { workParams } from "./work/work-params.ts";

/** Acts that the card itself shows well enough. */
const silent: ReadonlySet<RequestAct> = new Set(["filed", "noted"]);

/** What an act leaves in the staff's thread; null for what stands there already or needs no word. */
export const threadEntry = async (
  work: Work,
  event: RequestChanged,
  card: RequestCard,
  row: AnnouncedRow,
): Promise<View | null> => {
  if (event.act === "attached") return picturesEntry(card, row);
  if (silent.has(event.act) || stoodInThread(row)) return null;
  const text = event.act === "edited" ? await editedText(work, row) : row.text;
  const blocks: Block[] = [
    {
      type: "text",
      text: t(`requests.thread.${wordOf(event.act, row)}`, {
        ...threadParams(card, row),
        ...(await joinerParams(work, event.act, card, row)),
        ...(await workParams(work, card, row)),
      }),
    },
    ...(text ? [{ type: "quote", text: plain(text) } as const] : []),
    ...(row.attachments.length > 0
      ? [{ type: "note", text: t("requests.card.files", { count: row.attachments.length }) } as const]
      : []),
  ];
  return { blocks };
};

/** The reasons come after the stars, as a rating of the same number. */
const wordOf = (act: RequestAct, row: AnnouncedRow): string =>
  (act === "rated" && reasonsOf(row).length > 0 && "rated-because") ||
  (act === "withdrawn" && row.data.files !== 0 && "withdrawn-files") ||
  act;

const reasonsOf = ({ data }: AnnouncedRow): string[] =>
  String(data.reasons ?? "")
    .split(",")
    .filter(Boolean);

/** Residents are not named: the card names the author as long as they live there, and the thread outlives that. */
const threadParams = (card: RequestCard, row: AnnouncedRow) => ({
  who:
    row.actor === null
      ? t("requests.nobody")
      : row.actor.id === card.author.id
        ? t("requests.thread.resident")
        : plain(row.actor.name),
  place: placeText(card),
  assignee: plain(card.assignee?.name ?? ""),
  rating: card.rating ?? 0,
  reasons: joined(", ", ...reasonsOf(row).map((reason) => t(`requests.rating-reasons.${reason}`))),
  until: moment(card.deferredUntil ?? row.at, card.building.timeZone, "date"),
});

/** A neighbour who joins or leaves, by the unit alone. */
const joinerParams = async (
  { tx, now }: Work,
  act: RequestAct,
  { building }: RequestCard,
  { actor, data }: AnnouncedRow,
): Promise<{ who?: Text }> => {
  const byJoiner = act === "joined" || act === "left" || (act === "edited" && data.of === "joined");
  if (!byJoiner || actor === null) return {};
  const held = await tx.occupancy.findMany({
    where: { personId: actor.id, unit: { buildingId: building.id }, ...heldAt(now) },
    select: { unit: { select: { number: true } } },
    orderBy: { unitId: "asc" },
  });
  const unit = [...new Set(held.map(({ unit: { number } }) => number))].join(", ");
  return unit === "" ? {} : { who: t("requests.thread.resident-of", { unit }) };
};

/** Pictures that came by another way than the thread itself are shown there once their bytes have come; what was refused is said. */
const picturesEntry = (card: RequestCard, row: AnnouncedRow): View | null => {
  const files = row.attachments
    .filter(({ state }) => state === "stored")
    .map(({ id, kind }) => ({ attachmentId: id, kind }));
  const lost = row.attachments.filter(({ state }) => state === "refused");
  const heic = lost.filter(({ refusal }) => refusal === "heic").length;
  const refused = lost.length - heic;
  const shown = stoodInThread(row);
  const blocks: Block[] = [
    ...(files.length > 0 && !shown
      ? [
          {
            type: "text",
            text: t(
              `requests.thread.pictures${row.data.stage === "before" ? "-before" : ""}`,
              threadParams(card, row),
            ),
          } as const,
        ]
      : []),
    ...(heic > 0
      ? [{ type: "note", text: t("requests.thread.refused-heic", { count: heic }) } as const]
      : []),
    ...(refused > 0
      ? [{ type: "note", text: t("requests.thread.refused-files", { count: refused }) } as const]
      : []),
  ];
  return blocks.length > 0 ? { blocks, files: shown ? [] : files } : null;
};

const stoodInThread = ({ source }: AnnouncedRow): boolean => source?.startsWith("slack:") ?? false;
