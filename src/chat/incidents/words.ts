import type { Words } from "../../core/announcements/announcement.ts";
import type { Incident } from "../../core/incidents/incident.ts";
import type { Refused } from "../../core/outcome.ts";
import type { Db } from "../../database/types.ts";
import { refusalText as announcementRefusal } from "../announcements/words.ts";
import { categoryWord } from "../requests/words.ts";
import { joined, plain, type Text, t } from "../text.ts";

const own = new Set([
  "forbidden",
  "not-found",
  "ended",
  "not-ended",
  "conflict",
  "category-unknown",
  "end-in-past",
  "open-already",
]);

/** A use case's refusal as a sentence; those of the texts and places are the announcement's. */
export const refusalText = (refusal: Refused<string>): Text =>
  own.has(refusal.code)
    ? t(`incidents.refusal.${refusal.code}`, refusal.params)
    : announcementRefusal(refusal);

/** What is off, by its category. */
export const incidentCategory = async (
  db: Pick<Db, "category">,
  { companyId, categoryKey }: Pick<Incident, "companyId" | "categoryKey">,
): Promise<Text> => {
  const category = await db.category.findUnique({
    where: { companyId_key: { companyId, key: categoryKey } },
  });
  return categoryWord({
    key: categoryKey,
    titles: (category?.titles ?? null) as Record<string, string> | null,
  });
};

/** What residents are told, each in their language. */
export const incidentBody = ({ texts }: Pick<Incident, "texts">): Text => ({
  byLanguage: Object.fromEntries(
    Object.entries(texts).map(([language, { body }]: [string, Words]) => [language, body]),
  ),
});

export const placeText = async (
  db: Pick<Db, "building" | "unit">,
  { buildingId, entrance, riser, unitIds }: Incident,
): Promise<Text> => {
  const building = await db.building.findUnique({ where: { id: buildingId }, select: { address: true } });
  const units =
    unitIds === null
      ? []
      : await db.unit.findMany({
          where: { id: { in: unitIds.slice(0, 20) } },
          select: { number: true },
          orderBy: { number: "asc" },
        });
  return joined(
    ", ",
    plain(building?.address ?? ""),
    ...(entrance === null ? [] : [t("incidents.place.entrance", { entrance })]),
    ...(riser === null ? [] : [t("incidents.place.riser", { riser })]),
    ...(unitIds === null
      ? []
      : [t("incidents.place.units", { list: units.map(({ number }) => number).join(", ") })]),
  );
};
