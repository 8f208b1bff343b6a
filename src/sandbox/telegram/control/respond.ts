import type { PollAnswer, ReactionType } from "@grammyjs/types";
import { readReaction } from "../methods/reactions.ts";
import { isAdmin, membershipOf } from "../world/members.ts";
import { publishPoll, tally } from "../world/polls.ts";
import { isGroup } from "../world/rooms.ts";
import { unixNow, type World } from "../world/world.ts";
import { messageById, personById, speakingRoom } from "./lookup.ts";

/** Votes and reactions. */
export function respondControl(world: World) {
  return {
    /** Votes in a poll by option numbers from 0; no options take the vote back. */
    vote(given: { from: number; chat?: number; messageId: number; options: number[] }): void {
      const room = speakingRoom(world, given.from, given.chat);
      const running = world.polls.get(messageById(room, given.messageId).message.poll?.id ?? "");
      if (!running) throw new Error(`Message ${given.messageId} is no poll.`);
      const { poll, votes } = running;
      if (poll.is_closed) throw new Error("The poll is closed.");
      if (given.options.length > 1 && !poll.allows_multiple_answers)
        throw new Error("The poll takes one answer.");
      if (votes.has(given.from) && !poll.allows_revoting) throw new Error("The poll takes no second vote.");
      if (given.options.some((index) => !poll.options[index]))
        throw new Error("The poll has no such option.");
      if (given.options.length === 0) votes.delete(given.from);
      else votes.set(given.from, given.options);
      if (!poll.is_anonymous) {
        const answer: PollAnswer = {
          poll_id: poll.id,
          user: personById(world, given.from).user,
          option_ids: given.options,
          option_persistent_ids: given.options.map((index) => poll.options[index]?.persistent_id ?? ""),
        };
        world.updates.push({ poll_answer: answer });
      }
      publishPoll(world, running, tally(running));
    },
    /** Sets a person's reaction; none takes it back. */
    react(given: { from: number; chat?: number; messageId: number; emoji?: string }): void {
      const room = speakingRoom(world, given.from, given.chat);
      const stored = messageById(room, given.messageId);
      const before = stored.reactions.get(given.from) ?? [];
      const after: ReactionType[] =
        given.emoji === undefined ? [] : [readReaction({ type: "emoji", emoji: given.emoji })];
      stored.reactions.set(given.from, after);
      const { message_id } = stored.message;
      world.journal.emit({ type: "message", change: "reacted", chatId: room.chat.id, messageId: message_id });
      if (isGroup(room) && !isAdmin(membershipOf(room, world.bot.id))) return;
      world.updates.push({
        message_reaction: {
          chat: room.chat,
          message_id,
          user: personById(world, given.from).user,
          date: unixNow(world),
          old_reaction: before,
          new_reaction: after,
        },
      });
    },
  };
}
