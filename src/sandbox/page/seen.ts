/** How much of each chat was looked at, kept in the browser for one town. */
const name = (epoch: number): string => `domovoy-seen-${epoch}`;

type Counts = Record<string, number>;

const load = (epoch: number): Counts | undefined => {
  try {
    return JSON.parse(localStorage.getItem(name(epoch)) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
};

export interface Chatty {
  id: string;
  incoming: number;
}

/** How many messages nobody has looked at; the first time everything counts as seen. */
export const unread = (
  epoch: number,
  chats: readonly Chatty[],
  open: readonly string[],
): Map<string, number> => {
  const before = load(epoch);
  const counts: Counts = before ?? {};
  for (const { id, incoming } of chats) {
    const known = counts[id];
    if (known === undefined || open.includes(id) || known > incoming) counts[id] = incoming;
  }
  localStorage.setItem(name(epoch), JSON.stringify(counts));
  return new Map(chats.map(({ id, incoming }) => [id, incoming - (counts[id] ?? incoming)]));
};
