/** Waiting time before the try after `attempts` failed ones: four times as long each time, with a quarter of jitter. */
export const backoffMs = (
  attempts: number,
  limits: { firstRetryMs: number; longestRetryMs: number },
  random: () => number = Math.random,
): number => {
  const full = Math.min(limits.longestRetryMs, limits.firstRetryMs * 4 ** (attempts - 1));
  return Math.round(full * (0.75 + 0.25 * random()));
};
