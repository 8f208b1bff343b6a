import type { ModalContent } from "../../../src/chat/taken.ts";
import { plain } from "../../../src/chat/text.ts";
import type { View } from "../../../src/chat/view.ts";

export const card: View = {
  blocks: [{ type: "text", text: plain("Request #1001") }],
  buttons: [
    [
      { label: plain("Take"), do: { token: "take:1001" } },
      { label: plain("Done"), do: { token: "open-done:1001" } },
    ],
  ],
};

export const doneForm: ModalContent = {
  kind: "form",
  form: "done",
  args: ["1001"],
  title: plain("Done"),
  submit: plain("Send"),
  fields: [
    { name: "report", label: plain("Report"), input: { kind: "text", multiline: true, maxLength: 500 } },
    {
      name: "photos",
      label: plain("Photos"),
      optional: true,
      input: { kind: "files", max: 3, accept: ["photo"] },
    },
  ],
};

export const shownText = (view: unknown): string => JSON.stringify(view ?? null);
