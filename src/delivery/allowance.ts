const refusedFactor = 0.8;
const recoverMs = 10_000;

/**
 * How much of a limit is used: all of it until the platform refuses something. Then a fifth less, and one more again
 * for every ten seconds in which nothing is refused: others may share the bot, or the platform thinks otherwise today.
 */
export const allowance = (count: number, now: () => number) => {
  let lowered = count;
  let since = 0;
  const current = (): number =>
    lowered >= count ? count : Math.min(count, lowered + Math.floor((now() - since) / recoverMs));
  return {
    current,
    refused: (): void => {
      lowered = Math.max(1, Math.floor(current() * refusedFactor));
      since = now();
    },
  };
};
