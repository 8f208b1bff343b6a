/**
 * Gives each item with what is made of it, while the next one is being made: reading and reckoning go on while the
 * database of another process writes. Whoever stops early leaves at most one that is made for nothing.
 */
export async function* oneAhead<Item, Made>(
  items: readonly Item[],
  make: (item: Item) => Promise<Made>,
): AsyncGenerator<[Item, Made]> {
  const begin = (item: Item): Promise<Made> => {
    const made = make(item);
    // Its failure is thrown where it is awaited, if it ever is.
    made.catch(() => {});
    return made;
  };
  let pending: Promise<Made> | undefined;
  for (const [at, item] of items.entries()) {
    const made = await (pending ?? begin(item));
    const next = items[at + 1];
    pending = next === undefined ? undefined : begin(next);
    yield [item, made];
  }
}
