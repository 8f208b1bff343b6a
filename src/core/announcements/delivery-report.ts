import type { AnnouncementModel, Db } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import { openTexts, type Texts } from "./announcement.ts";
import { seenRuleOf } from "./kind-rules.ts";
import { heldUnits } from "./preview-announcement.ts";
import { type ShownAnnouncement, showAnnouncement } from "./show-announcement.ts";
import { type WhoDid, whoDid } from "./who-did.ts";
import { withoutReceipt } from "./without-receipt.ts";

/** "handed-over": a network took the short message, and has sent no receipt; nothing else told the person. */
export type DeliveryResult =
  | "reached"
  | "handed-over"
  | "trying"
  | "waiting"
  | "unreachable"
  | "muted"
  | "none";

/** A line for each person of each unit; a unit that nobody holds has one line too. */
export interface ReportLine {
  address: string;
  unit: string;
  entrance: string | null;
  person: string | null;
  result: DeliveryResult;
  /** The ways by which it went, in order. */
  ways: { way: string; hasNoReceipt: boolean }[];
  sentAt: Date | null;
  seenAt: Date | null;
  /** Set: what was read is an earlier version than the present one, which must be read too. */
  seenVersion: number | null;
  /** Why the ways that failed did, and why those that are tried again are. */
  reasons: string[];
}

export interface DeliveryReport {
  announcement: AnnouncementModel;
  shown: ShownAnnouncement;
  lines: ReportLine[];
  /** Those handed over to a network count as reached. */
  units: { total: number; reached: number };
  /** How many people are told by no more than a short message of which the network has said nothing. */
  handedOver: number;
  who: WhoDid;
  versions: { version: number; at: Date; texts: Texts }[];
}

const inOrder = new Intl.Collator("en", { numeric: true });

/** People whose deliveries are read at a time. */
const atATime = 500;

/**
 * What the office can show: who was told of an announcement, when and by what, unit by unit, as the register was when it
 * was sent. Null when there is none. Gives way to the chats between its parts.
 */
export const deliveryReport = async (
  read: Db,
  vault: Vault,
  { announcementId, now }: { announcementId: string; now: Date },
): Promise<DeliveryReport | null> => {
  const announcement = await read.announcement.findUnique({ where: { id: announcementId } });
  const shown = announcement && (await showAnnouncement(read, vault, announcementId));
  if (!shown) return null;
  const held = await heldUnits(read, announcement, announcement.startedAt ?? now);
  const personIds = [...new Set(held.flatMap(({ personId }) => personId ?? []))];
  const known = new Map<string, PersonLine>();
  for (let start = 0; start < personIds.length; start += atATime) {
    const some = personIds.slice(start, start + atATime);
    for (const [id, line] of await personLines(read, vault, announcement, some)) known.set(id, line);
    await new Promise(setImmediate);
  }
  const lines = held.map(
    ({ address, number, entrance, personId }): ReportLine => ({
      address,
      unit: number,
      entrance,
      ...(known.get(personId ?? "") ?? nobody),
    }),
  );
  const reached = new Set(
    held.filter(({ personId }) => isTold(known.get(personId ?? "")?.result)).map(({ unitId }) => unitId),
  );
  const versions = await read.announcementVersion.findMany({
    where: { announcementId },
    orderBy: { version: "asc" },
  });
  return {
    announcement,
    shown,
    lines: lines.sort(
      (a, b) =>
        inOrder.compare(a.address, b.address) ||
        inOrder.compare(a.unit, b.unit) ||
        inOrder.compare(a.person ?? "", b.person ?? ""),
    ),
    units: { total: new Set(held.map(({ unitId }) => unitId)).size, reached: reached.size },
    handedOver: [...known.values()].filter(({ result }) => result === "handed-over").length,
    who: await whoDid(read, vault, announcement),
    versions: versions.map(({ version, at, textsSealed }) => ({
      version,
      at,
      texts: openTexts(vault, textsSealed),
    })),
  };
};

const isOutdated = (announcement: AnnouncementModel, seenVersion: number | null): boolean =>
  seenVersion !== null && seenRuleOf(announcement) === "required" && seenVersion < announcement.textVersion;

const isTold = (result: DeliveryResult | undefined): boolean =>
  result === "reached" || result === "handed-over";

type PersonLine = Omit<ReportLine, "address" | "unit" | "entrance">;

const nobody: PersonLine = {
  person: null,
  result: "none",
  ways: [],
  sentAt: null,
  seenAt: null,
  seenVersion: null,
  reasons: [],
};

const personLines = async (
  read: Db,
  vault: Vault,
  announcement: AnnouncementModel,
  personIds: readonly string[],
): Promise<Map<string, PersonLine>> => {
  const { id: announcementId } = announcement;
  const ids = [...personIds];
  const [people, recipients, deliveries] = await Promise.all([
    read.person.findMany({ where: { id: { in: ids } }, select: { id: true, nameSealed: true } }),
    read.recipient.findMany({ where: { announcementId, personId: { in: ids } } }),
    read.delivery.findMany({
      where: { announcementId, target: { in: ids } },
      orderBy: { queuedAt: "asc" },
    }),
  ]);
  const held = await read.outboxMessage.findMany({
    where: {
      dedupeKey: { in: deliveries.flatMap(({ state, outboxKey }) => (state === "queued" ? outboxKey : [])) },
      failureCode: { not: null },
    },
    select: { dedupeKey: true, failureCode: true, failureText: true },
  });
  const heldBy = new Map(held.map((one) => [one.dedupeKey, one.failureText ?? one.failureCode]));
  const unheard = await withoutReceipt(read, deliveries);
  const recipientOf = new Map(recipients.map((one) => [one.personId, one]));
  return new Map(
    people.map(({ id, nameSealed }) => {
      const recipient = recipientOf.get(id);
      const own = deliveries.filter(({ target }) => target === id);
      const sent = own.filter(({ state }) => state === "sent");
      return [
        id,
        {
          person: vault.open(nameSealed),
          result:
            recipient?.state === "reached" && sent.length > 0 && sent.every((one) => unheard.has(one.id))
              ? "handed-over"
              : (recipient?.state ?? "none"),
          ways: sent.map(({ id: sentId, way }) => ({ way, hasNoReceipt: unheard.has(sentId) })),
          sentAt: sent[0]?.sentAt ?? null,
          seenAt: recipient?.seenAt ?? null,
          seenVersion: isOutdated(announcement, recipient?.seenVersion ?? null)
            ? (recipient?.seenVersion ?? null)
            : null,
          reasons: own.flatMap(({ state, way, reason, outboxKey }) => {
            const why = state === "failed" ? (reason ?? "?") : state === "queued" && heldBy.get(outboxKey);
            return why ? [`${way}: ${why}`] : [];
          }),
        },
      ];
    }),
  );
};

/** The units in which nobody was told, or could be: they get a paper. */
export const paperUnits = ({ lines }: DeliveryReport): { address: string; unit: string }[] => {
  const told = new Set(
    lines
      .filter(({ result }) => isTold(result) || result === "muted")
      .map(({ address, unit }) => `${address}\n${unit}`),
  );
  const left = lines.filter(({ address, unit }) => !told.has(`${address}\n${unit}`));
  return [...new Map(left.map(({ address, unit }) => [`${address}\n${unit}`, { address, unit }])).values()];
};
