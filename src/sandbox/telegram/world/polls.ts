import type { Poll } from "@grammyjs/types";
import { badRequest } from "../refusal.ts";
import { reviseMessage } from "./messages.ts";
import type { RunningPoll, World } from "./world.ts";

/** Puts a new state of a poll into its message and tells the bot. */
export function publishPoll(world: World, running: RunningPoll, poll: Poll): void {
  running.poll = poll;
  const room = world.rooms.get(running.chatId);
  const stored = room?.messages.get(running.messageId);
  if (room && stored) reviseMessage(world, room, stored, { ...stored.message, poll });
  world.updates.push({ poll });
}

/** Counts the votes anew. */
export function tally(running: RunningPoll): Poll {
  const { poll, votes } = running;
  const options = poll.options.map((option, index) => ({
    ...option,
    voter_count: [...votes.values()].filter((choice) => choice.includes(index)).length,
  }));
  return { ...poll, options, total_voter_count: votes.size };
}

/** Closes a poll; refused when it is closed already. */
export function closePoll(world: World, running: RunningPoll): Poll {
  if (running.poll.is_closed) throw badRequest("poll has already been closed");
  const poll: Poll = { ...running.poll, is_closed: true };
  publishPoll(world, running, poll);
  return poll;
}
