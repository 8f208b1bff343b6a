import { checkReceipt } from "../../../core/meetings/check-receipt.ts";
import { questionsOf } from "../../../core/meetings/find-meeting.ts";
import { textOf } from "../../answers.ts";
import type { Form } from "../../form.ts";
import { joined, plain, t } from "../../text.ts";
import { refusalText } from "../words.ts";

/** What lies in the urn under a code. What it says is shown once and kept nowhere. */
export const receiptForm: Form = {
  id: "meeting.receipt",
  title: t("meetings.receipt.title"),
  submit: t("meetings.receipt.submit"),
  open: async () => ({
    ok: true,
    fields: [
      {
        name: "code",
        label: t("meetings.receipt.code"),
        hint: t("meetings.receipt.code-hint"),
        input: { kind: "text", minLength: 12, maxLength: 20 },
      },
    ],
  }),
  submitted: async (work, [meetingId = ""], input) => {
    const found = await checkReceipt(work, { meetingId, code: textOf(input, "code") ?? "" });
    if (!found.ok) return { ok: false, text: refusalText(found), field: "code" };
    const questions = await questionsOf(work.tx, meetingId);
    const lines = questions.map(({ id, position, titleSealed }) =>
      joined(
        " — ",
        plain(`${position}. ${work.vault.open(titleSealed)}`),
        t(`meetings.choice.${found.value[id] ?? "spoiled"}`),
      ),
    );
    return { ok: true, text: t("meetings.receipt.found"), once: joined("\n", ...lines) };
  },
};
