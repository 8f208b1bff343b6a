import type { StaffAnnouncement } from "../../core/announcements/staff-announcement.ts";
import { joined, plain, type Text, t } from "../text.ts";
import { placeText } from "./words.ts";

const unitsShown = 20;

/** Whom an announcement is for, as the office says it. */
export const audienceText = ({ row, shown, units }: StaffAnnouncement): Text => {
  if (row.followsId) return t("announcements.audience.same");
  const place = placeText(shown) ?? t("announcements.audience.company");
  const some = units.slice(0, unitsShown);
  const parts = [
    place,
    ...(units.length > 0
      ? [t("announcements.audience.units", { count: units.length, list: some.join(", ") })]
      : []),
    t(`announcements.audience.${shown.audience.who}`),
  ];
  return units.length > unitsShown ? joined(" · ", ...parts, plain("…")) : joined(" · ", ...parts);
};
