import type { User } from "@grammyjs/types";
import { compact } from "../compact.ts";
import { botUser } from "../world/members.ts";
import { changeMembership } from "../world/membership-changes.ts";
import { privateRoom } from "../world/rooms.ts";
import type { World } from "../world/world.ts";
import { personById } from "./lookup.ts";

export interface NewUser {
  id?: number;
  firstName?: string;
  lastName?: string;
  username?: string;
  languageCode?: string;
  /** International, with +; made from the id unless given. */
  phone?: string;
}

/** A person; `chatId` is the private chat with the bot (the same number). */
export interface UserView {
  id: number;
  chatId: number;
  firstName: string;
  phone: string;
}

/** People and their private chats. */
export function peopleControl(world: World) {
  return {
    /** Adds somebody who has Telegram but hasn't met the bot yet. */
    addUser(given: NewUser = {}): UserView {
      const id = given.id ?? 5_000_000 + world.nextId();
      if (world.people.has(id)) throw new Error(`User ${id} exists already.`);
      const user = compact<User>({
        id,
        is_bot: false,
        first_name: given.firstName ?? `User ${id}`,
        last_name: given.lastName,
        username: given.username,
        language_code: given.languageCode ?? "en",
        is_premium: undefined,
        added_to_attachment_menu: undefined,
      });
      const phone = given.phone ?? `+7900${String(id).slice(-7).padStart(7, "0")}`;
      world.people.set(id, { user, phone, started: false, blocked: false, deactivated: false });
      return { id, chatId: id, firstName: user.first_name, phone };
    },
    /** Opens the private chat without sending anything; the bot may write from now on. */
    privateChat(userId: number): { id: number } {
      const person = personById(world, userId);
      person.started = true;
      privateRoom(world, person);
      return { id: userId };
    },
    /** The person blocks the bot: my_chat_member comes, and every later message is refused with 403. */
    block(userId: number): void {
      const person = personById(world, userId);
      if (person.blocked) return;
      person.blocked = true;
      const change = { userId: world.bot.id, by: person.user, to: { status: "kicked" as const } };
      changeMembership(world, privateRoom(world, person), change);
    },
    /** The person takes the block back. */
    unblock(userId: number): void {
      const person = personById(world, userId);
      if (!person.blocked) return;
      person.blocked = false;
      const change = { userId: world.bot.id, by: person.user, to: { status: "member" as const } };
      changeMembership(world, privateRoom(world, person), change);
    },
    /** The account is deleted: 403 "user is deactivated". */
    deactivate(userId: number): void {
      personById(world, userId).deactivated = true;
    },
    /** Privacy mode of the bot in groups; on at the start, as BotFather sets it. */
    setPrivacyMode(on: boolean): void {
      Object.assign(world.bot, { can_read_all_group_messages: !on });
    },
    bot: (): User => botUser(world),
  };
}
