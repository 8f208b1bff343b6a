import { can } from "../../core/access/policy.ts";
import { changeCompany } from "../../core/directory/change-company.ts";
import { languages } from "../../core/directory/languages.ts";
import { knownPack, policyPacks } from "../../core/directory/policy-packs.ts";
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
          name: "name",
          label: t("directory.settings.name"),
          hint: t("directory.settings.name-hint"),
          input: { kind: "text", minLength: 2, maxLength: 200, initial: company.name },
        },
        {
          name: "time-zone",
          label: t("directory.settings.time-zone"),
          hint: t("directory.settings.time-zone-hint"),
          input: { kind: "text", maxLength: 60, initial: company.timeZone },
        },
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
        {
          name: "pack",
          label: t("directory.settings.pack"),
          hint: t("directory.settings.pack-hint"),
          input: {
            kind: "choice",
            initial: knownPack(company.policyPack) ?? "generic",
            options: policyPacks.map((value) => ({ value, label: t(`directory.settings.packs.${value}`) })),
          },
        },
      ],
    };
  },
  submitted: async (work, _args, input) => {
    const changed = await changeCompany(work, {
      name: textOf(input, "name") ?? "",
      timeZone: textOf(input, "time-zone") ?? "",
      replyMark: textOf(input, "mark") ?? "",
      language: choiceOf(input, "language") ?? "",
      policyPack: choiceOf(input, "pack") ?? "",
    });
    if (changed.ok) return { ok: true, text: t("directory.settings.saved") };
    const text = t(`directory.settings.refusal.${changed.code}`);
    const field = faultyField[changed.code];
    return field ? { ok: false, text, field } : { ok: false, text };
  },
};

/** The field that a refusal is about. */
const faultyField: Readonly<Record<string, string>> = {
  "bad-name": "name",
  "bad-time-zone": "time-zone",
  "bad-mark": "mark",
};

/** `/domovoy settings`: what the administrator may change about the company and its channel. */
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
  {
    kind: "action",
    name: "dr.set",
    opens: settingsForm.id,
    handle: ({ respond }) => respond.openForm(settingsForm.id),
  },
];
