import { can } from "../../core/access/policy.ts";
import {
  announcementSettings,
  changeAnnouncementSettings,
  secondPersonRules,
} from "../../core/announcements/settings.ts";
import { choiceOf, textOf } from "../answers.ts";
import type { Form } from "../form.ts";
import { t } from "../text.ts";
import { refusalText } from "./words.ts";

const clock = /^([01]?\d|2[0-3]):([0-5]\d)$/;

/** Who confirms, and when the digest goes out. */
export const announcementSettingsForm: Form = {
  id: "announcement.settings",
  title: t("announcements.settings.form"),
  submit: t("announcements.settings.submit"),
  open: async ({ tx, actor }) => {
    if (actor.kind !== "person" || !can(actor, "announcement.settings", { companyId: actor.companyId }))
      return { ok: false, text: t("announcements.refusal.settings-forbidden") };
    const { secondPerson, digestAt } = await announcementSettings(tx, actor.companyId);
    const time = `${String(Math.floor(digestAt / 60)).padStart(2, "0")}:${String(digestAt % 60).padStart(2, "0")}`;
    return {
      ok: true,
      fields: [
        {
          name: "second",
          label: t("announcements.settings.second"),
          hint: t("announcements.settings.second-hint"),
          input: {
            kind: "choice",
            initial: secondPerson,
            options: secondPersonRules.map((rule) => ({
              value: rule,
              label: t(`announcements.settings.rule.${rule}`),
            })),
          },
        },
        {
          name: "digest",
          label: t("announcements.settings.digest"),
          input: { kind: "text", maxLength: 5, initial: time },
          validate: (value) =>
            value.kind === "text" && !clock.test(value.text)
              ? t("announcements.refusal.bad-time")
              : undefined,
        },
      ],
    };
  },
  submitted: async (work, _args, input) => {
    const [, hours = "", minutes = ""] = clock.exec(textOf(input, "digest") ?? "") ?? [];
    const chosen = choiceOf(input, "second");
    const changed = await changeAnnouncementSettings(work, {
      secondPerson: secondPersonRules.find((rule) => rule === chosen) ?? "company-wide",
      digestAt: Number(hours) * 60 + Number(minutes),
    });
    return changed.ok
      ? { ok: true, text: t("announcements.settings.saved") }
      : { ok: false, text: refusalText(changed) };
  },
};
