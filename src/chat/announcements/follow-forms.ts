import { audienceIn, openTexts, type Texts } from "../../core/announcements/announcement.ts";
import { createAnnouncement } from "../../core/announcements/create-announcement.ts";
import { isAnnouncementCategory } from "../../core/announcements/manners.ts";
import type { Work } from "../../core/work/work.ts";
import type { AnnouncementKind, AnnouncementModel } from "../../database/types.ts";
import type { FormInput } from "../event.ts";
import type { Form, FormOpening, FormResult } from "../form.ts";
import { type Translate, t } from "../text.ts";
import { announcementAt } from "./announcement-at.ts";
import { textsIn } from "./read-input.ts";
import { offTemplate, restoredTemplate } from "./templates.ts";
import { textFields } from "./write-fields.ts";
import { refusedField } from "./write-form.ts";

/** A danger that is over is none, and nobody has to acknowledge that rules do not hold. By which ways it goes is that of the first. */
const kindAfter: Readonly<Partial<Record<AnnouncementKind, AnnouncementKind>>> = {
  emergency: "outage",
  rules: "general",
};

type Name = "restored" | "off";

const opening = async (
  work: Work,
  id: string,
  name: Name,
  words: (announcement: AnnouncementModel) => Promise<Texts> | Texts,
): Promise<FormOpening> => {
  const known = await announcementAt(work, id);
  if (!known.ok) return known;
  return {
    ok: true,
    intro: t(`announcements.${name}.intro`),
    fields: textFields(known.around.language, await words(known.announcement), false),
  };
};

/** Writes a draft for those who got the first one. */
const submitted = async (work: Work, id: string, input: FormInput): Promise<FormResult> => {
  const known = await announcementAt(work, id);
  if (!known.ok) return known;
  const { announcement, around } = known;
  const { kind, category } = announcement;
  const created = await createAnnouncement(work, {
    kind: kindAfter[kind] ?? kind,
    category: isAnnouncementCategory(category) ? category : "other",
    texts: textsIn(input),
    audience: audienceIn(announcement),
    followsId: id,
  });
  return created.ok
    ? { ok: true, text: t("announcements.write.done", { number: created.value.number }) }
    : refusedField(created, around);
};

/** "It works again", to those who were told of it. args[0]: the announcement that it follows. */
export const restoredForm = (translate: Translate): Form => ({
  id: "announcement.restored",
  title: t("announcements.restored.form"),
  submit: t("announcements.write.submit"),
  open: (work, [id = ""]) =>
    opening(work, id, "restored", ({ category }) => restoredTemplate(category, translate)),
  submitted: (work, [id = ""], input) => submitted(work, id, input),
});

/** That what was announced is off, to those who were told of it. args[0]: the cancelled announcement. */
export const offForm = (translate: Translate): Form => ({
  id: "announcement.off",
  title: t("announcements.off.form"),
  submit: t("announcements.write.submit"),
  open: (work, [id = ""]) =>
    opening(work, id, "off", async (announcement) => {
      const { textVersion: version } = announcement;
      const said = await work.tx.announcementVersion.findUniqueOrThrow({
        where: { announcementId_version: { announcementId: id, version } },
      });
      return offTemplate({ ...announcement, texts: openTexts(work.vault, said.textsSealed) }, translate);
    }),
  submitted: (work, [id = ""], input) => submitted(work, id, input),
});
