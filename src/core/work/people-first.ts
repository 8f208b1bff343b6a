import { type ThreadRests, threadRests } from "./thread-rests.ts";

/**
 * People before bulk: all that one process does shares processors, and on SQLite one writer, so that work which nobody
 * waits for lets those pass who tapped a button. Counted for the whole process, its threads included.
 */
let board = new SharedArrayBuffer(16);
let inHand = new Int32Array(board, 0, 1);
/** In seconds of the process, which all of its threads count alike. */
let cameAt = new Float64Array(board, 8, 1).fill(Number.NEGATIVE_INFINITY);

/** What a thread of this process is given to know of the people that others serve. */
export const peopleBoard = (): SharedArrayBuffer => board;

let rests: ThreadRests | undefined;

/** In a thread that serves nobody itself: goes by who is served elsewhere. */
export const heedPeople = (given: SharedArrayBuffer): void => {
  rests = threadRests();
  board = given;
  inHand = new Int32Array(board, 0, 1);
  cameAt = new Float64Array(board, 8, 1);
};

/** People who came so lately are still at it. */
const aroundSeconds = 3;

/** However many people come, bulk work takes a step this often. */
const longestWaitMs = 50;

/** Does what somebody waits for; meanwhile bulk work stands by. */
export const attend = async <T>(serve: () => Promise<T>): Promise<T> => {
  Atomics.add(inHand, 0, 1);
  try {
    return await serve();
  } finally {
    Atomics.sub(inHand, 0, 1);
  }
};

/** Does what somebody asks for who is at it now. */
export const receive = <T>(serve: () => Promise<T>): Promise<T> => {
  cameAt[0] = process.uptime();
  return attend(serve);
};

/** Whether somebody came lately, so that bulk work had better take its smallest steps. */
export const arePeopleAround = (): boolean => process.uptime() - (cameAt[0] ?? 0) < aroundSeconds;

/**
 * Leaves processors and the writer to people most of the time: whoever taps meanwhile meets a step of bulk work seldom, and
 * waits for no more than one. All that the thread does rests together.
 */
const rest = async (): Promise<void> => {
  const mine = rests;
  if (mine === undefined || !arePeopleAround()) return;
  mine.pause(performance.now());
  while (performance.now() < mine.until())
    await new Promise((resolve) => setTimeout(resolve, mine.until() - performance.now()));
};

/** For bulk work, between steps of a few milliseconds: timers and sockets run, and whoever is being answered is. */
export const peopleFirst = async (): Promise<void> => {
  await new Promise(setImmediate);
  await rest();
  const until = performance.now() + longestWaitMs;
  while (Atomics.load(inHand, 0) > 0 && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 1));
  rests?.resume(performance.now());
};
