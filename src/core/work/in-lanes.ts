/**
 * Does something for each item, so many at once. After a failure none is begun any more; it is thrown when those under way
 * have ended.
 */
export const inLanes = async <Item>(
  lanes: number,
  items: readonly Item[],
  each: (item: Item) => Promise<void>,
): Promise<void> => {
  const left = items[Symbol.iterator]();
  let failed = false;
  const lane = async (): Promise<void> => {
    for (let next = left.next(); !next.done && !failed; next = left.next())
      try {
        await each(next.value);
      } catch (error) {
        failed = true;
        throw error;
      }
  };
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const end of ended) if (end.status === "rejected") throw end.reason;
};
