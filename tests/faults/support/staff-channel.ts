import type { Message } from "../../../src/sandbox/slack/state/types.ts";
import type { World } from "./world.ts";

/** All that stands in the staff channel, threads included. */
export const staffMessages = ({ slack, staffChannel }: World): Message[] =>
  slack.messages(staffChannel).flatMap(({ ts }) => [...slack.thread(staffChannel, ts)]);

export const says = (message: Message, words: string): boolean =>
  JSON.stringify([message.text, message.blocks ?? []]).includes(words);

/** Whether the bot has said the words in the channel. */
export const staffRead = (world: World, words: string): boolean =>
  staffMessages(world).some((message) => message.bot_id !== undefined && says(message, words));
