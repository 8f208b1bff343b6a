import type { IncidentModel } from "../../database/types.ts";
import { openTexts, sealTexts, type Texts } from "../announcements/announcement.ts";
import type { AnnouncementCategory } from "../announcements/manners.ts";
import type { Vault } from "../crypto/vault.ts";
import type { IncidentPlace } from "./place.ts";

/** An incident in plain. */
export interface Incident extends IncidentPlace {
  id: string;
  companyId: string;
  number: number;
  categoryKey: string;
  state: IncidentModel["state"];
  texts: Texts;
  beganAt: Date;
  expectedEndAt: Date;
  endedAt: Date | null;
  announcementId: string | null;
  version: number;
}

export const readIncident = (vault: Vault, row: IncidentModel): Incident => ({
  ...row,
  unitIds: Array.isArray(row.unitIds) ? row.unitIds.map(String) : null,
  texts: openTexts(vault, row.textsSealed),
});

export { sealTexts };

const announced: Readonly<Record<string, AnnouncementCategory>> = {
  plumbing: "water",
  heating: "heating",
  lift: "lift",
  yard: "yard",
};

/** Under which category of announcements its words go. */
export const announcementCategoryOf = (categoryKey: string): AnnouncementCategory =>
  categoryKey === "entrance.roof" ? "roof" : (announced[categoryKey.split(".")[0] ?? ""] ?? "other");
