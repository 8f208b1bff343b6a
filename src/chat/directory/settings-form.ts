import { can } from "../../core/access/policy.ts";
import { changeCompany } from "../../core/directory/change-company.ts";
import { languages } from "../../core/directory/languages.ts";
import { choiceOf, textOf } from "../answers.ts";
import type { Form } from "../form.ts";
import type { Route } from "../route.ts";
import { t } from "../text.ts";

const settingsForm: Form = {
  id: "company.settings",
  title: t("directory.settings.title"),
  submit: t("directory.settings.submit"),
  open: async ({ tx, actor }) => {
    if (actor.kind !== "person" || !can(actor, "company.change", { companyId: actor.companyId })) {
      return { ok: false, text: t("directory.settings.refusal.forbidden") };
    }
    const company = await tx.company.findUniqueOrThrow({ where: { id: actor.companyId } });
    return {
      ok: true,
      fields: [
        {
          name: "mark",
          label: t("directory.settings.mark"),
          hint: t("directory.settings.mark-hint"),
          input: { kind: "text", maxLength: 8, initial: company.replyMark },
        },
        {
          name: "language",
          label: t("directory.settings.language"),
          input: {
            kind: "choice",
            initial: company.language,
            options: languages.map((value) => ({ value, label: t(`directory.settings.languages.${value}`) })),
          },
        },
      ],
    };
  },
  submitted: async (work, _args, input) => {
    const changed = await changeCompany(work, {
      replyMark: textOf(input, "mark") ?? "",
      language: choiceOf(input, "language") ?? "",
    });
    if (changed.ok) return { ok: true, text: t("directory.settings.saved") };
    const text = t(`directory.settings.refusal.${changed.code}`);
    return changed.code === "bad-mark" ? { ok: false, text, field: "mark" } : { ok: false, text };
  },
};

/** `/domovoy settings`: what the administrator may change about the staff channel. */
export const settingsRoutes: Route[] = [
  { kind: "form", form: settingsForm },
  {
    kind: "command",
    name: "settings",
    platforms: ["slack"],
    audience: "administrator",
    description: "directory.command.settings",
    opens: settingsForm.id,
    handle: ({ respond }) => respond.openForm(settingsForm.id),
  },
];
