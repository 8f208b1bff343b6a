/** Counts what is in hand, so that a stop can wait for it. */
export interface InFlight {
  run<T>(task: () => Promise<T>): Promise<T>;
  /** From now on nothing new should be taken. */
  drain(): void;
  draining(): boolean;
  /** When nothing is in hand, or the time is up. */
  idle(patienceMs: number): Promise<void>;
}

export const createInFlight = (): InFlight => {
  const tasks = new Set<Promise<unknown>>();
  let draining = false;
  return {
    run: async (task) => {
      const running = task();
      tasks.add(running);
      try {
        return await running;
      } finally {
        tasks.delete(running);
      }
    },
    drain: () => {
      draining = true;
    },
    draining: () => draining,
    idle: async (patienceMs) => {
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, patienceMs);
      });
      await Promise.race([Promise.allSettled(tasks), patience]);
      clearTimeout(timer);
    },
  };
};
