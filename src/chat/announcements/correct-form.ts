import { announcementLimits, audienceIn, openTexts } from "../../core/announcements/announcement.ts";
import { countFiles } from "../../core/announcements/change-files.ts";
import { correctAnnouncement } from "../../core/announcements/correct-announcement.ts";
import { createAnnouncement } from "../../core/announcements/create-announcement.ts";
import { isAnnouncementCategory } from "../../core/announcements/manners.ts";
import type { Work } from "../../core/work/work.ts";
import { choiceOf, filesOf, textOf } from "../answers.ts";
import type { Field, Form } from "../form.ts";
import { type Translate, t } from "../text.ts";
import { textsIn } from "./read-input.ts";
import { readMoment, writeMoment } from "./read-moment.ts";
import { shownLength } from "./shown-length.ts";
import { restoredTemplate } from "./templates.ts";
import { filesBeforeField, momentField, textFields } from "./write-fields.ts";
import { aroundOf, refusedField } from "./write-form.ts";

const found = async (work: Work, id: string) => {
  const around = await aroundOf(work);
  const announcement = await work.tx.announcement.findUnique({ where: { id } });
  if (!around || !announcement || work.actor.kind !== "person") return null;
  return announcement.companyId === work.actor.companyId ? { around, announcement } : null;
};

/** Other words for what was sent, and another end. args[0]: the announcement. */
export const correctForm = (translate: Translate): Form => ({
  id: "announcement.correct",
  title: t("announcements.correct.form"),
  submit: t("announcements.correct.submit"),
  open: async (work, [id = ""]) => {
    const known = await found(work, id);
    if (!known) return { ok: false, text: t("announcements.refusal.forbidden") };
    const { around, announcement } = known;
    const version = await work.tx.announcementVersion.findUniqueOrThrow({
      where: { announcementId_version: { announcementId: id, version: announcement.textVersion } },
    });
    return {
      ok: true,
      intro: t("announcements.correct.intro"),
      fields: [
        ...textFields(around.language, openTexts(work.vault, version.textsSealed), true),
        momentField("ends", around, writeMoment(announcement.endsAt, around.timeZone)),
        ...(await fileFields(work, id)),
      ],
    };
  },
  submitted: async (work, [announcementId = ""], input) => {
    const known = await found(work, announcementId);
    if (!known) return { ok: false, text: t("announcements.refusal.forbidden") };
    const ends = textOf(input, "ends");
    const corrected = await correctAnnouncement(work, {
      announcementId,
      texts: textsIn(input),
      files: filesOf("slack", input, "files"),
      dropFiles: choiceOf(input, "files-before") === "drop",
      lengthOf: shownLength(translate),
      ...(ends === null ? {} : { endsAt: readMoment(ends, known.around.timeZone, work.now) }),
    });
    return corrected.ok
      ? { ok: true, text: t("announcements.correct.done") }
      : refusedField(corrected, known.around);
  },
});

const fileFields = async ({ tx }: Work, subjectId: string): Promise<Field[]> => {
  const present = await countFiles(tx, subjectId);
  const before = filesBeforeField(present, t("announcements.correct.files-before-hint"));
  const more: Field = {
    name: "files",
    label: t("announcements.correct.files"),
    hint: t("announcements.correct.files-hint"),
    optional: true,
    input: { kind: "files", max: announcementLimits.files, accept: ["photo", "video", "document"] },
  };
  return [...before, more];
};

/** "It works again", to those who were told of it. args[0]: the announcement that it follows. */
export const restoredForm = (translate: Translate): Form => ({
  id: "announcement.restored",
  title: t("announcements.restored.form"),
  submit: t("announcements.write.submit"),
  open: async (work, [id = ""]) => {
    const known = await found(work, id);
    if (!known) return { ok: false, text: t("announcements.refusal.forbidden") };
    const words = restoredTemplate(known.announcement.category, translate);
    return {
      ok: true,
      intro: t("announcements.restored.intro"),
      fields: textFields(known.around.language, words, false),
    };
  },
  submitted: async (work, [id = ""], input) => {
    const known = await found(work, id);
    if (!known) return { ok: false, text: t("announcements.refusal.forbidden") };
    const { announcement, around } = known;
    const { kind, category } = announcement;
    const created = await createAnnouncement(work, {
      kind: kind === "emergency" ? "outage" : kind,
      category: isAnnouncementCategory(category) ? category : "other",
      texts: textsIn(input),
      audience: audienceIn(announcement),
      followsId: id,
    });
    return created.ok
      ? { ok: true, text: t("announcements.write.done", { number: created.value.number }) }
      : refusedField(created, around);
  },
});
