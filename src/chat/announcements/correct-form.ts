import { announcementLimits, openTexts } from "../../core/announcements/announcement.ts";
import { countFiles } from "../../core/announcements/change-files.ts";
import { correctAnnouncement } from "../../core/announcements/correct-announcement.ts";
import type { Work } from "../../core/work/work.ts";
import { choiceOf, filesOf, textOf } from "../answers.ts";
import type { Field, Form } from "../form.ts";
import { type Translate, t } from "../text.ts";
import { announcementAt } from "./announcement-at.ts";
import { textsIn } from "./read-input.ts";
import { readMoment, writeMoment } from "./read-moment.ts";
import { shownLength } from "./shown-length.ts";
import { filesBeforeField, momentField, textFields } from "./write-fields.ts";
import { refusedField } from "./write-form.ts";

/** Other words for what was sent, and another end. args[0]: the announcement. */
export const correctForm = (translate: Translate): Form => ({
  id: "announcement.correct",
  title: t("announcements.correct.form"),
  submit: t("announcements.correct.submit"),
  open: async (work, [id = ""]) => {
    const known = await announcementAt(work, id);
    if (!known.ok) return known;
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
    const known = await announcementAt(work, announcementId);
    if (!known.ok) return known;
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
      ? {
          ok: true,
          text: t(
            corrected.value.waitsForSecond ? "announcements.did.confirmed" : "announcements.correct.done",
          ),
        }
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
