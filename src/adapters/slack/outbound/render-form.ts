import type { KnownBlock, ModalView } from "@slack/types";
import type { FormContent, ModalContent } from "../../../chat/taken.ts";
import type { Text } from "../../../chat/text.ts";
import type { View } from "../../../chat/view.ts";
import { encodeFormState } from "../inbound/form-state.ts";
import type { Origin } from "../inbound/inbound.ts";
import { cut } from "./cut.ts";
import { escapeMrkdwn } from "./mrkdwn.ts";
import { renderBlocks, sections } from "./render-blocks.ts";
import { renderButtons } from "./render-buttons.ts";
import { renderField } from "./render-field.ts";
import { own, type Words } from "./words.ts";

const maxTitle = 24;
const maxBlocks = 100;

/** What a modal becomes: the form, or the reason why there is none. */
export const renderModal = (content: ModalContent, words: Words, origin: Origin | null): ModalView =>
  content.kind === "form"
    ? renderForm(content, words, origin)
    : sayingModal(words(content.title), content.text, words);

const renderForm = (
  { form, args, draft, title, submit, intro, fields }: FormContent,
  words: Words,
  origin: Origin | null,
): ModalView => {
  const inputs: KnownBlock[] = fields
    .map((field) => renderField(field, words))
    .filter((block) => block !== null);
  const lead: KnownBlock[] = intro ? sections(words(intro), escapeMrkdwn) : [];
  return {
    ...frame(words(title), words),
    submit: { type: "plain_text", text: cut(words(submit), maxTitle) },
    callback_id: "form",
    private_metadata: encodeFormState({ form, args, origin, ...(draft ? { draft } : {}) }),
    blocks: [...lead, ...inputs],
  };
};

/** A modal that only says something: loading, working, a refusal, a result. */
export const sayingModal = (title: string, text: Text, words: Words): ModalView => ({
  ...frame(title, words),
  blocks: sections(words(text), escapeMrkdwn),
});

/** A view in the place of a form; Slack's limit is a hundred blocks. */
export const viewModal = (view: View, words: Words): ModalView => ({
  ...frame(words(own("title")), words),
  blocks: [...renderBlocks(view.blocks, words), ...renderButtons(view.buttons ?? [], words)].slice(
    0,
    maxBlocks,
  ),
});

export const loadingModal = (words: Words): ModalView =>
  sayingModal(words(own("title")), own("loading"), words);

const frame = (title: string, words: Words): Pick<ModalView, "type" | "title" | "close"> => ({
  type: "modal",
  title: { type: "plain_text", text: cut(title, maxTitle), emoji: true },
  close: { type: "plain_text", text: cut(words(own("close")), maxTitle) },
});
