import type { ChatMemberUpdated, User } from "@grammyjs/types";
import { chatMember, isAdmin, membershipOf, userById } from "./members.ts";
import { type Membership, type Room, unixNow, type World } from "./world.ts";

/** Changes a membership and tells the bot: my_chat_member about itself, chat_member about others where it is admin. */
export function changeMembership(
  world: World,
  room: Room,
  change: { userId: number; by: User; to: Membership },
): void {
  const user = userById(world, change.userId);
  if (!user) throw new Error(`There is no user ${change.userId}: add it with addUser first.`);
  const from = membershipOf(room, change.userId);
  room.members.set(change.userId, change.to);
  if (change.to.status === "left" || change.to.status === "kicked") room.shownKeyboards.delete(change.userId);
  const update: ChatMemberUpdated = {
    chat: room.chat,
    from: change.by,
    date: unixNow(world),
    old_chat_member: chatMember(user, from),
    new_chat_member: chatMember(user, change.to),
  };
  world.journal.emit({
    type: "membership",
    chatId: room.chat.id,
    userId: change.userId,
    status: change.to.status,
  });
  if (change.userId === world.bot.id) world.updates.push({ my_chat_member: update });
  else if (isAdmin(membershipOf(room, world.bot.id))) world.updates.push({ chat_member: update });
}
