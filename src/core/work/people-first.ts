/**
 * People before bulk: all that one process does shares a processor, and on SQLite one writer, so that work which nobody
 * waits for lets those pass who tapped a button. Counted for the whole process, like the processor.
 */
let inHand = 0;
const standingBy = new Set<() => void>();

/** However many people come, bulk work takes a step this often. */
const longestWaitMs = 50;

/** Does what somebody waits for; meanwhile bulk work stands by. */
export const attend = async <T>(serve: () => Promise<T>): Promise<T> => {
  inHand += 1;
  try {
    return await serve();
  } finally {
    inHand -= 1;
    if (inHand === 0) for (const goOn of standingBy) goOn();
  }
};

/** For bulk work, between steps of a few milliseconds: timers and sockets run, and whoever is being answered is. */
export const peopleFirst = async (): Promise<void> => {
  await new Promise(setImmediate);
  if (inHand === 0) return;
  await new Promise<void>((resolve) => {
    const goOn = () => {
      clearTimeout(timer);
      standingBy.delete(goOn);
      resolve();
    };
    const timer = setTimeout(goOn, longestWaitMs);
    standingBy.add(goOn);
  });
};
