/**
 * People before bulk: all that one process does shares a processor, and on SQLite one writer, so that work which nobody
 * waits for lets those pass who tapped a button. Counted for the whole process, like the processor.
 */
let inHand = 0;
const standingBy = new Set<() => void>();

/** People who came so lately are still at it. */
const aroundMs = 3000;
let cameAt = Number.NEGATIVE_INFINITY;

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

/** Does what somebody asks for who is at it now. */
export const receive = <T>(serve: () => Promise<T>): Promise<T> => {
  cameAt = performance.now();
  return attend(serve);
};

/** Whether somebody came lately, so that bulk work had better take its smallest steps. */
export const arePeopleAround = (): boolean => performance.now() - cameAt < aroundMs;

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
