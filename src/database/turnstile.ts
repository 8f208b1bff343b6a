/** Lets `width` tasks run at a time, the others in the order in which they came. */
export interface Turnstile {
  /** Resolves when it is this caller's turn, to the function that ends it. */
  enter(): Promise<() => void>;
  /** Resolves when nobody is inside or waiting. */
  idle(): Promise<void>;
}

/** The place is passed on by setImmediate: a chain of turns never starves timers and sockets. */
export const turnstile = (width: number): Turnstile => {
  const waiting: Array<() => void> = [];
  const onIdle: Array<() => void> = [];
  let free = width;

  const release = () => {
    free += 1;
    const next = waiting.shift();
    if (next !== undefined) {
      free -= 1;
      next();
    } else if (free === width) {
      for (const resolve of onIdle.splice(0)) resolve();
    }
  };
  const leave = () => {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      setImmediate(release);
    };
  };
  return {
    enter: async () => {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      return leave();
    },
    idle: async () => {
      if (free < width || waiting.length > 0) await new Promise<void>((resolve) => onIdle.push(resolve));
    },
  };
};
