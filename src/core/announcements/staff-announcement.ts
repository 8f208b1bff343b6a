import type { AnnouncementModel, Db } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import { type DecisionBehind, decisionsBehind } from "../meetings/decisions-behind.ts";
import { pinKey } from "./harvest.ts";
import type { Preview } from "./preview.ts";
import { type ShownAnnouncement, showAnnouncement } from "./show-announcement.ts";
import { type WhoDid, whoDid } from "./who-did.ts";
import { countWithoutReceipt } from "./without-receipt.ts";

/** An announcement as the office sees it. */
export interface StaffAnnouncement {
  row: AnnouncementModel;
  shown: ShownAnnouncement;
  /** Null while it is being counted. */
  preview: Preview | null;
  who: WhoDid;
  currency: string;
  /** Numbers of the units, where single ones were chosen. */
  units: string[];
  /** Messages that were sent, by way; counted when it is over. */
  sentBy: { way: string; count: number }[];
  /** Of the short messages among them those of which the network has said nothing. */
  withoutReceipt: number;
  groups: { posted: number; unpinned: number };
  filesComing: number;
  /** Those who got it have been told, or are being told, that it is over. */
  isFollowed: boolean;
  /** Of owners' meetings, that it came of. */
  decisions: DecisionBehind[];
  /** Recipients who wait for the end of their quiet hours or for their digest. */
  later: number;
}

export const staffAnnouncement = async (
  read: Db,
  vault: Vault,
  id: string,
): Promise<StaffAnnouncement | null> => {
  const row = await read.announcement.findUnique({ where: { id } });
  const shown = row && (await showAnnouncement(read, vault, id));
  if (!shown) return null;
  const { currency } = await read.company.findUniqueOrThrow({
    where: { id: row.companyId },
    select: { currency: true },
  });
  const over = row.state === "sent" || row.state === "expired" || row.state === "cancelled";
  const sent = over && row.startedAt ? await sentBy(read, id) : [];
  return {
    row,
    shown,
    preview: row.preview as unknown as Preview | null,
    who: await whoDid(read, vault, row),
    currency,
    units: await unitNumbers(read, shown),
    sentBy: sent,
    withoutReceipt: sent.some(({ way }) => way === "sms") ? await countWithoutReceipt(read, id) : 0,
    groups: await groupsOf(read, id),
    filesComing: await read.attachment.count({
      where: { subjectType: "announcement", subjectId: id, state: "pending" },
    }),
    isFollowed: (await read.announcement.count({ where: { followsId: id, startedAt: { not: null } } })) > 0,
    decisions: await decisionsBehind(read, {
      companyId: row.companyId,
      subjectType: "announcement",
      subjectId: String(row.number),
    }),
    later: row.state === "sending" && row.gathered ? await countLater(read, id) : 0,
  };
};

const unitNumbers = async (read: Db, { audience }: ShownAnnouncement): Promise<string[]> => {
  if (audience.unitIds === undefined) return [];
  const units = await read.unit.findMany({
    where: { id: { in: [...audience.unitIds] } },
    select: { number: true },
  });
  return units.map(({ number }) => number).sort(new Intl.Collator("en", { numeric: true }).compare);
};

const sentBy = async (read: Db, announcementId: string): Promise<{ way: string; count: number }[]> => {
  const rows = await read.delivery.groupBy({
    by: ["way"],
    where: { announcementId, state: "sent", personId: { not: null } },
    _count: { way: true },
    orderBy: { _count: { way: "desc" } },
  });
  return rows.map(({ way, _count }) => ({ way, count: _count.way }));
};

/** Where the bot may not pin, somebody has to do it by hand. */
const groupsOf = async (read: Db, announcementId: string): Promise<{ posted: number; unpinned: number }> => {
  const posted = await read.delivery.findMany({
    where: { announcementId, way: "group", state: "sent" },
    select: { id: true },
  });
  if (posted.length === 0) return { posted: 0, unpinned: 0 };
  const unpinned = await read.outboxMessage.count({
    where: { dedupeKey: { in: posted.map(({ id }) => pinKey(id)) }, state: "dead" },
  });
  return { posted: posted.length, unpinned };
};

/** Nobody counts as long as others are being told: to count a hundred thousand who only wait for their turn takes long. */
const countLater = async (read: Db, announcementId: string): Promise<number> => {
  const trying = await read.recipient.findFirst({
    where: { announcementId, state: "trying" },
    select: { personId: true },
  });
  return trying ? 0 : read.recipient.count({ where: { announcementId, state: "waiting" } });
};
