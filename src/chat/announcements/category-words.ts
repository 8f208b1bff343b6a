import { type AnnouncementCategory, announcementCategories } from "../../core/announcements/manners.ts";

/** Beginnings of what people type for a category after the command. */
const beginnings: readonly [AnnouncementCategory, readonly string[]][] = [
  ["water", ["вод", "гвс", "хвс"]],
  ["heating", ["отоп", "теп", "батар"]],
  ["lift", ["лифт", "elevator"]],
  ["roof", ["кров", "крыш"]],
  ["yard", ["двор", "снег"]],
  ["fire", ["пожар"]],
];

/** The category that somebody means by a word; undefined: none. */
export const categoryMeant = (text: string): AnnouncementCategory | undefined => {
  const word = text.trim().toLowerCase();
  if (word === "") return undefined;
  return (
    announcementCategories.find((category) => word.startsWith(category)) ??
    beginnings.find(([, starts]) => starts.some((start) => word.startsWith(start)))?.[0]
  );
};
