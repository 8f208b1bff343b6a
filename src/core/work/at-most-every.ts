/** Says yes at first, and then at most once in so many milliseconds: for news of progress that somebody watches. */
export const atMostEvery = (ms: number): (() => boolean) => {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    if (now - last < ms) return false;
    last = now;
    return true;
  };
};
