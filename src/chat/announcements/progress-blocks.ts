import type { StaffAnnouncement } from "../../core/announcements/staff-announcement.ts";
import { joined, plain, type Text, t } from "../text.ts";
import type { Block } from "../view.ts";

/** From so many people on the figures are shown by whole percents, so that the card is not edited all the time. */
const manyPeople = 1000;

/** Telegram takes some 28 messages a second from a bot. */
const perMinute = 28 * 60;

/** How far the sending is, or what came of it. */
export const progressBlocks = (announcement: StaffAnnouncement): Block[] => {
  const { row, later, groups } = announcement;
  const { state, people, gathered } = row;
  const lines: Text[] = [];
  if (state === "sending" || state === "paused") {
    if (gathered) lines.push(...underWay(announcement));
    else lines.push(t("announcements.progress.gathering", { count: rounded(people, people) }));
    if (later > 0 && row.reached + row.unreachable + row.muted + later >= people)
      lines.push(t("announcements.progress.later", { count: later }));
  } else {
    lines.push(t("announcements.progress.reached", { reached: row.reached, people }));
    lines.push(...waysOf(announcement));
    if (announcement.withoutReceipt > 0)
      lines.push(t("announcements.progress.no-receipt", { count: announcement.withoutReceipt }));
  }
  if (row.unreachable > 0) lines.push(t("announcements.progress.unreachable", { people: row.unreachable }));
  if (row.muted > 0) lines.push(t("announcements.progress.muted", { count: row.muted }));
  if (row.seen > 0) lines.push(t("announcements.progress.seen", { people: rounded(row.seen, people) }));
  if (groups.posted > 0) lines.push(t("announcements.progress.groups", { count: groups.posted }));
  return [
    { type: "list", items: lines },
    ...(groups.unpinned > 0
      ? [{ type: "note" as const, text: t("announcements.progress.unpinned", { count: groups.unpinned }) }]
      : []),
  ];
};

const underWay = ({ row }: StaffAnnouncement): Text[] => {
  const { people, reached, unreachable, muted, state } = row;
  const settled = rounded(reached + unreachable + muted, people);
  const left = Math.max(0, people - settled);
  const minutes = Math.ceil(left / perMinute);
  return [
    t("announcements.progress.of", {
      done: settled,
      people,
      percent: people === 0 ? 100 : Math.floor((settled * 100) / people),
    }),
    ...(state === "sending" && minutes > 1 ? [t("announcements.progress.left", { count: minutes })] : []),
  ];
};

const rounded = (count: number, of: number): number => {
  if (of < manyPeople) return count;
  const step = Math.ceil(of / 100);
  return count >= of ? count : Math.floor(count / step) * step;
};

const waysOf = ({ sentBy }: StaffAnnouncement): Text[] =>
  sentBy.length === 0
    ? []
    : [
        t("announcements.preview.ways", {
          ways: joined(
            " · ",
            ...sentBy.map(({ way, count }) =>
              joined(" ", t(`announcements.way.${way}`), plain(String(count))),
            ),
          ),
        }),
      ];
