import type { Update } from "@grammyjs/types";

/** Runs updates of one chat in order, those of different chats at the same time. */
export const createLanes = () => {
  const tails = new Map<string, Promise<unknown>>();
  return <T>(lane: string | null, run: () => Promise<T>): Promise<T> => {
    if (lane === null) return run();
    const turn = (tails.get(lane) ?? Promise.resolve()).then(run, run);
    tails.set(lane, turn);
    const leave = () => {
      if (tails.get(lane) === turn) tails.delete(lane);
    };
    turn.then(leave, leave);
    return turn;
  };
};

/** Null where order means nothing: parts of an album are only stored, and must not wait for what waits for them. */
export const laneOf = (update: Update): string | null => {
  if (update.message?.media_group_id !== undefined) return null;
  const message = update.message ?? update.edited_message ?? update.callback_query?.message;
  const chat = message?.chat ?? update.my_chat_member?.chat ?? update.message_reaction?.chat;
  const id = chat?.id ?? update.callback_query?.from.id;
  return id === undefined ? null : String(id);
};
