import { audienceIn, openTexts } from "../../core/announcements/announcement.ts";
import { countFiles } from "../../core/announcements/change-files.ts";
import { createAnnouncement } from "../../core/announcements/create-announcement.ts";
import { isAnnouncementCategory } from "../../core/announcements/manners.ts";
import { rewriteDraft } from "../../core/announcements/rewrite-draft.ts";
import type { Refused } from "../../core/outcome.ts";
import type { Work } from "../../core/work/work.ts";
import type { AnnouncementModel } from "../../database/types.ts";
import { choiceOf } from "../answers.ts";
import type { Form, FormResult } from "../form.ts";
import { type Translate, t } from "../text.ts";
import { readInput } from "./read-input.ts";
import { writeMoment } from "./read-moment.ts";
import { writePart } from "./read-part.ts";
import { refusalText } from "./words.ts";
import { type Around, type Filled, writeFields, zoneOf } from "./write-fields.ts";

/** A new announcement; args[0]: its category, whose words for the kind that is chosen serve where none are typed. */
export const writeForm = (translate: Translate): Form => ({
  id: "announcement.write",
  title: t("announcements.write.form"),
  submit: t("announcements.write.submit"),
  open: async (work, [category = ""]) => {
    const around = await aroundOf(work);
    if (!around) return { ok: false, text: t("announcements.refusal.forbidden") };
    const filled: Filled = isAnnouncementCategory(category) ? { category } : {};
    return { ok: true, intro: t("announcements.write.intro"), fields: writeFields(around, filled) };
  },
  submitted: async (work, _args, input) => {
    const around = await aroundOf(work);
    if (!around) return { ok: false, text: t("announcements.refusal.forbidden") };
    const read = await readInput(work, around, input, translate);
    if (!read.ok) return read;
    const created = await createAnnouncement(work, read.announcement);
    return created.ok
      ? { ok: true, text: t("announcements.write.done", { number: created.value.number }) }
      : refusedField(created, around);
  },
});

/** A draft that is written anew; args[0]: its id. */
export const editForm = (translate: Translate): Form => ({
  id: "announcement.edit",
  title: t("announcements.write.edit-form"),
  submit: t("announcements.write.submit"),
  open: async (work, [id = ""]) => {
    const around = await aroundOf(work);
    const announcement = await work.tx.announcement.findUnique({ where: { id } });
    if (!around || !announcement || announcement.companyId !== companyOf(work))
      return { ok: false, text: t("announcements.refusal.forbidden") };
    return { ok: true, fields: writeFields(around, await filledBy(work, announcement, around)) };
  },
  submitted: async (work, [id = ""], input) => {
    const around = await aroundOf(work);
    if (!around) return { ok: false, text: t("announcements.refusal.forbidden") };
    const read = await readInput(work, around, input, translate);
    if (!read.ok) return read;
    const before = await work.tx.announcement.findUnique({ where: { id }, select: { followsId: true } });
    const changed = await rewriteDraft(work, id, {
      ...read.announcement,
      followsId: before?.followsId ?? null,
      dropFiles: choiceOf(input, "files-before") === "drop",
    });
    return changed.ok
      ? { ok: true, text: t("announcements.write.done", { number: changed.value.number }) }
      : refusedField(changed, around);
  },
});

const companyOf = ({ actor }: Work): string | null => (actor.kind === "person" ? actor.companyId : null);

/** Null for somebody who is not of the staff. */
export const aroundOf = async (work: Work): Promise<Around | null> => {
  const { tx, actor, now } = work;
  if (actor.kind !== "person" || !actor.roles.some(({ kind }) => kind !== "contractor")) return null;
  const { companyId } = actor;
  const company = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const buildings = await tx.building.findMany({
    where: { companyId },
    select: { id: true, address: true, timeZone: true },
    orderBy: { address: "asc" },
  });
  return { buildings, timeZone: company.timeZone, language: company.language, now };
};

const filledBy = async (work: Work, announcement: AnnouncementModel, around: Around): Promise<Filled> => {
  const { id, kind, category, textVersion, beginsAt, endsAt, sendAt, repeat } = announcement;
  const audience = audienceIn(announcement);
  const timeZone = zoneOf(around, audience.buildingIds);
  const version = await work.tx.announcementVersion.findUniqueOrThrow({
    where: { announcementId_version: { announcementId: id, version: textVersion } },
  });
  const units = await work.tx.unit.findMany({
    where: { id: { in: [...(audience.unitIds ?? [])] } },
    select: { number: true },
  });
  return {
    kind,
    category,
    buildingIds: audience.buildingIds,
    part: writePart(
      audience,
      units.map(({ number }) => number),
    ),
    who: audience.who,
    texts: openTexts(work.vault, version.textsSealed),
    begins: writeMoment(beginsAt, timeZone),
    ends: writeMoment(endsAt, timeZone),
    send: writeMoment(sendAt, timeZone),
    repeat,
    files: await countFiles(work.tx, id),
  };
};

/** The field that a refusal is about. */
const faulty: Readonly<Record<string, string>> = {
  "no-such-place": "part",
  "one-building": "part",
  "ends-before-begin": "ends",
  "send-in-past": "send",
  "repeat-without-time": "send",
  "too-many-files": "files",
};

export const refusedField = (
  refusal: Refused<string>,
  { language }: Pick<Around, "language">,
): FormResult => {
  const text = refusalText(refusal);
  const inLanguage = refusal.params?.language || language;
  if (refusal.code === "text-missing") return { ok: false, text, field: `body-${inLanguage}` };
  if (refusal.code === "too-long-for-caption") return { ok: false, text, field: `body-${inLanguage}` };
  if (refusal.code === "title-missing") return { ok: false, text, field: `title-${inLanguage}` };
  const field = faulty[refusal.code];
  return field ? { ok: false, text, field } : { ok: false, text };
};
