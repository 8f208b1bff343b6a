import type { StoredFile } from "../files/file-store.ts";
import type { QueueState } from "../updates/queue.ts";
import type { World } from "./world.ts";

/** All of a world that outlives its server; plain objects, Maps and bytes. */
export interface WorldState {
  people: World["people"];
  rooms: World["rooms"];
  polls: World["polls"];
  commands: World["commands"];
  profile: World["profile"];
  files: StoredFile[];
  updates: QueueState;
  lastId: number;
  lastMessageId: number;
  readsGroups: boolean;
}

export const captureWorld = (world: World): WorldState => ({
  people: world.people,
  rooms: world.rooms,
  polls: world.polls,
  commands: world.commands,
  profile: world.profile,
  files: world.files.all(),
  updates: world.updates.capture(),
  lastId: world.ids.last,
  lastMessageId: world.lastMessageId,
  readsGroups: world.bot.can_read_all_group_messages,
});

/** Puts a captured state into an empty world. */
export const restoreWorld = (world: World, state: WorldState): void => {
  fill(world.people, state.people);
  fill(world.rooms, state.rooms);
  fill(world.polls, state.polls);
  fill(world.commands, state.commands);
  for (const part of ["name", "description", "shortDescription"] as const)
    fill(world.profile[part], state.profile[part]);
  fill(world.profile.menuButtons, state.profile.menuButtons);
  for (const file of state.files) world.files.restore(file);
  world.updates.restore(state.updates);
  world.ids.last = state.lastId;
  world.lastMessageId = state.lastMessageId;
  Object.assign(world.bot, { can_read_all_group_messages: state.readsGroups });
};

const fill = <K, V>(target: Map<K, V>, from: Map<K, V>): void => {
  for (const [key, value] of from) target.set(key, value);
};
