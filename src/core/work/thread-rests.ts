/** How many times as long as it worked a thread rests. */
const restOfWork = 3;
/** Work after which a rest is worth a timer. */
const leastWorkMs = 2;
/** Also after it had long nothing to do. */
const longestRestMs = 50;

export type ThreadRests = {
  /** It has worked since it was resumed. */
  pause(now: number): void;
  /** Until when all that the thread does rests. */
  until(): number;
  /** It works again. */
  resume(now: number): void;
};

/** The rests of a thread that leaves processors to others most of the time; in milliseconds of its clock. */
export const threadRests = (): ThreadRests => {
  let workedMs = 0;
  let resumedAt = 0;
  let restedAt = 0;
  return {
    pause(now) {
      workedMs += now - resumedAt;
      resumedAt = now;
      if (workedMs < leastWorkMs) return;
      restedAt = now + Math.min(workedMs * restOfWork, longestRestMs);
      workedMs = 0;
    },
    until: () => restedAt,
    resume(now) {
      resumedAt = now;
    },
  };
};
