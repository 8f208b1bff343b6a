import type { HomeView, KnownBlock } from "@slack/types";
import type { Translate } from "../../../chat/text.ts";
import type { View } from "../../../chat/view.ts";
import { escapeMrkdwn } from "./mrkdwn.ts";
import { renderBlocks } from "./render-blocks.ts";
import { renderButtons } from "./render-buttons.ts";
import { own, wordsOf } from "./words.ts";

const maxBlocks = 100;
/** Slack's limit is 250 kB of the whole view. */
const maxBytes = 240_000;

/** A view as App Home: buttons at the end; what does not fit is left out, and that is said. */
export const renderHome = (view: View, language: string, translate: Translate): HomeView => {
  const words = wordsOf(translate, language);
  const tail = renderButtons(view.buttons ?? [], words);
  const blocks: KnownBlock[] = renderBlocks(view.blocks, words);
  const whole = (): KnownBlock[] => [...blocks, ...tail];
  if (!tooLong(whole())) return { type: "home", blocks: whole() };
  const pointer = escapeMrkdwn(words(own("shortened")));
  const note: KnownBlock = { type: "context", elements: [{ type: "mrkdwn", text: pointer }] };
  while (blocks.length > 0 && tooLong([...whole(), note])) blocks.pop();
  return { type: "home", blocks: [...blocks, note, ...tail] };
};

const tooLong = (blocks: readonly KnownBlock[]): boolean =>
  blocks.length > maxBlocks || Buffer.byteLength(JSON.stringify(blocks)) > maxBytes;
