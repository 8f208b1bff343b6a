import { building, type Rules } from "../rule.ts";

/** Who runs polls: the board too, since it asks its neighbours on its own account. */
const pollDesk = ["administrator", "manager", "board"] as const;

export const pollRules = {
  "poll.create": building(...pollDesk),
  "poll.propose": building("neighbour"),
  "poll.decide": building(...pollDesk),
  "poll.open": building(...pollDesk, "system"),
  "poll.steer": building(...pollDesk),
  "poll.end": building(...pollDesk, "system"),
  "poll.view": building("neighbour", ...pollDesk, "dispatcher", "system"),
  "poll.vote": building("occupant"),
  "poll.add-option": building("occupant"),
  "poll.export": building(...pollDesk),
  "poll.settings": building("administrator", "manager"),
} satisfies Rules;
