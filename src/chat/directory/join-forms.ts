import { askToJoin } from "../../core/directory/ask-to-join.ts";
import { joinByInvite } from "../../core/directory/join-by-invite.ts";
import { textOf } from "../answers.ts";
import type { Form } from "../form.ts";
import { t } from "../text.ts";
import { isCode } from "./join-by-code.ts";
import { refusalText } from "./words.ts";

/** Asks for the code of an invite. */
export const codeForm: Form = {
  id: "directory.code",
  title: t("directory.code.title"),
  submit: t("directory.code.submit"),
  open: async () => ({
    ok: true,
    fields: [
      {
        name: "code",
        label: t("directory.code.label"),
        hint: t("directory.code.hint"),
        input: { kind: "text", maxLength: 60 },
        validate: (value) =>
          value.kind === "text" && isCode(value.text) ? undefined : t("directory.code.not-a-code"),
      },
    ],
  }),
  submitted: async (work, _args, input) => {
    const outcome = await joinByInvite(work, { code: textOf(input, "code") ?? "" });
    if (!outcome.ok) return { ok: false, text: refusalText(outcome), field: "code" };
    return { ok: true, text: t("directory.code.done") };
  },
};

/** Asks who somebody is and where they live, for the staff to decide. */
export const askForm: Form = {
  id: "directory.ask",
  title: t("directory.ask.title"),
  submit: t("directory.ask.submit"),
  open: async () => ({
    ok: true,
    intro: t("directory.ask.intro"),
    fields: [
      {
        name: "name",
        label: t("directory.ask.name"),
        hint: t("directory.ask.name-hint"),
        input: { kind: "text", minLength: 2, maxLength: 200 },
      },
      {
        name: "unit",
        label: t("directory.ask.unit"),
        hint: t("directory.ask.unit-hint"),
        input: { kind: "text", maxLength: 200 },
      },
      {
        name: "comment",
        label: t("directory.ask.comment"),
        hint: t("directory.ask.comment-hint"),
        optional: true,
        input: { kind: "text", multiline: true, maxLength: 700 },
      },
    ],
  }),
  submitted: async (work, _args, input) => {
    const text = [textOf(input, "unit"), textOf(input, "comment")].filter(Boolean).join("\n");
    const outcome = await askToJoin(work, { name: textOf(input, "name") ?? "", text });
    return outcome.ok
      ? { ok: true, text: t("directory.ask.done") }
      : { ok: false, text: refusalText(outcome) };
  },
};
