import { can } from "../../core/access/policy.ts";
import { type Audiences, setWhoGets } from "../../core/directory/set-who-gets.ts";
import { audiences, noticeKinds } from "../../core/directory/who-gets.ts";
import { choicesOf } from "../answers.ts";
import type { Form } from "../form.ts";
import { t } from "../text.ts";
import { isOccupancyKind, occupancyKinds, occupancyWord, refusalText } from "./words.ts";

/** Which occupants get notices of which kind, all kinds at once. */
export const whoGetsForm: Form = {
  id: "directory.who-gets",
  title: t("directory.who-gets.title"),
  submit: t("directory.who-gets.submit"),
  open: async ({ tx, actor }) => {
    if (actor.kind !== "person" || !can(actor, "notices.set", { companyId: actor.companyId }))
      return { ok: false, text: refusalText({ ok: false, code: "forbidden" }) };
    const rules = await audiences(tx, actor.companyId);
    return {
      ok: true,
      intro: t("directory.who-gets.intro"),
      fields: rules.map(({ kind, audience }) => ({
        name: kind,
        label: t(`directory.who-gets.kind.${kind}`),
        input: {
          kind: "choices",
          initial: audience,
          options: occupancyKinds.map((value) => ({ value, label: occupancyWord(value) })),
        },
      })),
    };
  },
  submitted: async (work, _args, input) => {
    const chosen: Audiences = Object.fromEntries(
      noticeKinds.map((kind) => [kind, choicesOf(input, kind).filter(isOccupancyKind)]),
    );
    const outcome = await setWhoGets(work, chosen);
    if (outcome.ok) return { ok: true, text: t("directory.who-gets.saved") };
    const field = outcome.params?.kind;
    const text = refusalText(outcome);
    return field === undefined ? { ok: false, text } : { ok: false, text, field: String(field) };
  },
};
