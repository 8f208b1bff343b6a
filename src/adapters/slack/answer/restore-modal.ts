import type { KnownBlock, ModalView } from "@slack/types";
import { isPayload, list, type Payload, part, word } from "../inbound/payload.ts";
import { escapeMrkdwn } from "../outbound/mrkdwn.ts";
import { sections } from "../outbound/render-blocks.ts";

const noticeBlock = "domovoy_notice";
const maxBlocks = 100;

/** A modal as it came from Slack, with all that was filled in, and a sentence on top. Files can't be kept. */
export const restoreModal = (view: Payload, sentence: string): ModalView => {
  const values = part(view, "state", "values");
  const notice = sections(`⚠️ ${sentence}`, escapeMrkdwn)
    .slice(0, 1)
    .map((block) => ({ ...block, block_id: noticeBlock }));
  const blocks = list(view, "blocks")
    .filter((block) => block.block_id !== noticeBlock)
    .map((block) => refill(block, part(values, word(block, "block_id"))));
  const restored = {
    type: "modal",
    title: view.title,
    blocks: [...notice, ...blocks].slice(0, maxBlocks) as KnownBlock[],
    ...(isPayload(view.submit) ? { submit: view.submit } : {}),
    ...(isPayload(view.close) ? { close: view.close } : {}),
    callback_id: word(view, "callback_id"),
    private_metadata: word(view, "private_metadata"),
  };
  return restored as unknown as ModalView;
};

/** The names of the input blocks, which errors may be shown at. */
export const inputBlocks = (view: Payload): string[] =>
  list(view, "blocks")
    .filter((block) => block.type === "input")
    .map((block) => word(block, "block_id"));

export const inputLabel = (view: Payload, blockId: string): string =>
  word(
    list(view, "blocks").find((block) => block.block_id === blockId),
    "label",
    "text",
  );

const refill = (block: Payload, state: Payload): Payload => {
  if (block.type !== "input" || !isPayload(block.element)) return block;
  const filled = Object.values(state).find(isPayload);
  if (!filled) return block;
  const { initial_value, initial_option, initial_options, initial_date, ...element } = block.element;
  return { ...block, element: { ...element, ...initial(filled) } };
};

const initial = (filled: Payload): Payload => {
  const chosen = list(filled, "selected_options");
  if (word(filled, "value")) return { initial_value: filled.value };
  if (isPayload(filled.selected_option)) return { initial_option: filled.selected_option };
  if (chosen.length > 0) return { initial_options: chosen };
  return word(filled, "selected_date") ? { initial_date: filled.selected_date } : {};
};
