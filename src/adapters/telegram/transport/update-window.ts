import type { Update } from "@grammyjs/types";

/**
 * Which updates are in hand. Telegram forgets all below the offset it is asked for, so the offset never passes an
 * update that is not finished; what lies above and comes again is known here.
 */
export const createUpdateWindow = () => {
  const seen = new Set<number>();
  const open = new Set<number>();
  let highest: number | undefined;

  const offset = (): number | undefined => {
    if (open.size > 0) return Math.min(...open);
    return highest === undefined ? undefined : highest + 1;
  };

  // Not sooner: an answer on its way may still hold what was finished after it was asked for.
  const forgetBelow = (asked: number): void => {
    for (const id of seen) if (id < asked) seen.delete(id);
  };

  return {
    /** What to ask for next; undefined before the first update. */
    nextOffset(): number | undefined {
      const asked = offset();
      if (asked !== undefined) forgetBelow(asked);
      return asked;
    },
    get busy(): boolean {
      return open.size > 0;
    },
    /** Those that were not given before. */
    fresh(updates: Update[]): Update[] {
      return updates.filter(({ update_id: id }) => {
        if (seen.has(id)) return false;
        seen.add(id);
        open.add(id);
        highest = Math.max(highest ?? id, id);
        return true;
      });
    },
    finish(id: number): void {
      open.delete(id);
    },
  };
};
