import type { Way } from "../contacts/ways-to.ts";

/** The first way that was not used yet, and whether there is one after it. Of several addresses of a way one is used. */
export const nextWay = (
  ways: readonly Way[],
  used: readonly string[],
): { next: Way | undefined; more: boolean } => {
  const next = ways.find(({ way }) => !used.includes(way));
  const more = next !== undefined && ways.some(({ way }) => way !== next.way && !used.includes(way));
  return { next, more };
};
