import { createTranslator } from "../../../src/chat/translator.ts";
import { localesFolder } from "../../../src/package-paths.ts";
import type { SlackServer } from "../../../src/sandbox/slack/server.ts";
import type { Message } from "../../../src/sandbox/slack/state/types.ts";
import { blocksWords, buttonsOf, messageWords } from "./slack-words.ts";

type Submission = Awaited<ReturnType<SlackServer["submit"]>>;

/** Somebody of the staff in Slack. Each act ends when its consequences have come. */
export interface Colleague {
  readonly id: string;
  /** `/domovoy <text>` in the staff channel. */
  commands(text: string): Promise<void>;
  presses(label: string, on: Message): Promise<void>;
  /** Presses a button of what only this person sees. */
  pressesPrivate(label: string): Promise<void>;
  pressesHome(label: string): Promise<void>;
  pressesInModal(label: string): Promise<void>;
  /** The shortcut of this name in a message's menu. */
  usesShortcut(callbackId: string, on: Message): Promise<void>;
  /** Fills in the open form by its labels and sends it. */
  submits(values: Readonly<Record<string, unknown>>): Promise<Submission>;
  closesModal(): Promise<void>;
  /** Words of the open modal; undefined when none is open. */
  modal(): string | undefined;
  writes(text: string, thread?: Message): Promise<Message>;
  /** A message with photos, outside of any thread if none is given. */
  sendsPhotos(text: string, photos: readonly Buffer[], thread?: Message): Promise<Message>;
  edits(message: Message, text: string): Promise<void>;
  deletes(message: Message): Promise<void>;
  /** What was shown in the channel to this person alone, newest last. */
  toldPrivately(): string[];
  privateButtons(): string[];
  /** Direct messages of the bot. */
  directMessages(): string[];
  opensHome(): Promise<string>;
}

const { languages, translate } = createTranslator(localesFolder);
const loading = languages.map((language) => translate({ key: "slack.loading" }, language));

export const createColleague = (
  slack: SlackServer,
  id: string,
  channel: string,
  settled: () => Promise<void>,
): Colleague => {
  const privately = (): readonly Message[] => slack.ephemerals(id);
  const lastPrivate = (): Message => {
    const newest = privately().at(-1);
    if (!newest) throw new Error("nothing was shown to this person alone");
    return newest;
  };
  const viewBlocks = (view: unknown): readonly unknown[] =>
    ((view as { blocks?: readonly unknown[] } | undefined)?.blocks ?? []) as readonly unknown[];
  const modal = (): string | undefined => {
    const view = slack.openView(id)?.view;
    return view && [titleOf(view), blocksWords(viewBlocks(view))].join("\n");
  };
  const modalFilled = async (): Promise<void> => {
    await slack.waitFor(() => !loading.some((words) => modal()?.includes(words)));
    await settled();
  };
  const titleOf = (view: unknown): string => (view as { title?: { text?: string } }).title?.text ?? "";
  return {
    id,
    commands: async (text) => {
      await slack.command({ user: id, channel, command: "/domovoy", text });
      await modalFilled();
    },
    presses: async (text, { ts }) => {
      await slack.press({ user: id, channel, ts, text });
      await modalFilled();
    },
    pressesPrivate: async (text) => {
      const { ts } = lastPrivate();
      await slack.press({ user: id, channel, ts, text });
      await modalFilled();
    },
    pressesHome: async (text) => {
      await slack.press({ user: id, in: "home", text });
      await modalFilled();
    },
    pressesInModal: async (text) => {
      await slack.press({ user: id, in: "modal", text });
      await modalFilled();
    },
    usesShortcut: async (callbackId, { ts }) => {
      await slack.messageShortcut({ user: id, channel, ts, callbackId });
      await modalFilled();
    },
    submits: async (values) => {
      const result = await slack.submit({ user: id, values });
      await settled();
      return result;
    },
    closesModal: () => slack.closeModal({ user: id }),
    modal,
    writes: async (text, thread) => {
      const message = slack.post({ user: id, channel, text, ...(thread ? { threadTs: thread.ts } : {}) });
      await settled();
      return message;
    },
    sendsPhotos: async (text, photos, thread) => {
      const files = photos.map((bytes, index) => ({ name: `photo-${index + 1}.jpg`, bytes }));
      const message = slack.post({
        user: id,
        channel,
        text,
        files,
        ...(thread ? { threadTs: thread.ts } : {}),
      });
      await settled();
      return message;
    },
    edits: async ({ ts }, text) => {
      slack.edit({ user: id, channel, ts, text });
      await settled();
    },
    deletes: async ({ ts }) => {
      slack.remove({ user: id, channel, ts });
      await settled();
    },
    toldPrivately: () => privately().map(messageWords),
    privateButtons: () => buttonsOf(lastPrivate().blocks),
    directMessages: () =>
      slack
        .direct(id)
        .messages.filter((message) => message.bot_id)
        .map(messageWords),
    opensHome: async () => {
      slack.openHome({ user: id });
      await settled();
      const home = slack.home(id);
      return [blocksWords(viewBlocks(home)), buttonsOf(viewBlocks(home)).join(" | ")].join("\n");
    },
  };
};
