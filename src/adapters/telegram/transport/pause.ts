/** Waits, or returns early when the signal is given. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener("abort", finish);
  });

/** Doubles from `first` up to `most`, in milliseconds. */
export const backoff = (attempt: number, first: number, most: number): number =>
  Math.min(first * 2 ** (attempt - 1), most);
