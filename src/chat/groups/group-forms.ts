import { can } from "../../core/access/policy.ts";
import { findBuildings } from "../../core/directory/find-buildings.ts";
import { languages } from "../../core/directory/languages.ts";
import { decideGroup } from "../../core/groups/decide-group.ts";
import { groupRulesOf, longestRules, setGroupRules } from "../../core/groups/group-rules.ts";
import { choiceOf, textOf } from "../answers.ts";
import type { Form } from "../form.ts";
import { t } from "../text.ts";

/** Which building's it is, typed, where there are many. args[0]: the group. */
export const chooseForm: Form = {
  id: "group.choose",
  title: t("house-chats.choose.title"),
  submit: t("house-chats.choose.submit"),
  open: async ({ actor }) =>
    actor.kind === "person" && actor.roles.length > 0
      ? {
          ok: true,
          fields: [
            {
              name: "address",
              label: t("house-chats.choose.address"),
              input: { kind: "text", maxLength: 200 },
            },
          ],
        }
      : { ok: false, text: t("house-chats.refusal.forbidden") },
  submitted: async (work, [groupId = ""], input) => {
    const { actor, tx } = work;
    if (actor.kind !== "person") return { ok: false, text: t("house-chats.refusal.forbidden") };
    const found = await findBuildings(tx, actor.companyId, textOf(input, "address") ?? "");
    const [building, another] = found;
    if (!building || another)
      return {
        ok: false,
        field: "address",
        text: t(`house-chats.refusal.${another ? "several" : "no-building"}`),
      };
    const decided = await decideGroup(work, { groupId, buildingId: building.id });
    return decided.ok ? { ok: true } : { ok: false, text: t(`house-chats.refusal.${decided.code}`) };
  },
};

/** What newcomers are told, in each language. args[0]: the group. */
export const rulesForm: Form = {
  id: "group.rules",
  title: t("house-chats.rules.title"),
  submit: t("house-chats.rules.submit"),
  open: async (work, [id = ""]) => {
    const group = await work.tx.groupLink.findUnique({ where: { id } });
    const { buildingId } = group ?? {};
    if (!group || !buildingId || !can(work.actor, "group.rules", group))
      return { ok: false, text: t("house-chats.refusal.forbidden") };
    const rules = await groupRulesOf(work, buildingId);
    return {
      ok: true,
      intro: t("house-chats.rules.intro"),
      fields: [
        ...languages.map((language) => {
          const initial = rules.texts[language];
          return {
            name: `text-${language}`,
            label: t("house-chats.rules.text", { language: t(`announcements.language.${language}`) }),
            optional: true,
            input: {
              kind: "text" as const,
              multiline: true,
              maxLength: longestRules,
              ...(initial ? { initial } : {}),
            },
          };
        }),
        {
          name: "greets",
          label: t("house-chats.rules.greets"),
          input: {
            kind: "choice",
            initial: rules.greets ? "yes" : "no",
            options: ["yes", "no"].map((value) => ({ value, label: t(`house-chats.rules.greets-${value}`) })),
          },
        },
      ],
    };
  },
  submitted: async (work, [groupId = ""], input) => {
    const texts = Object.fromEntries(
      languages.map((language) => [language, textOf(input, `text-${language}`) ?? ""]),
    );
    const set = await setGroupRules(work, { groupId, texts, greets: choiceOf(input, "greets") !== "no" });
    return set.ok
      ? { ok: true, text: t("house-chats.rules.saved") }
      : { ok: false, text: t(`house-chats.refusal.${set.code}`, set.params) };
  },
};
