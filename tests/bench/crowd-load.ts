/** What the process with the platforms and the people tells first. */
export interface Platforms {
  telegram: { token: string; apiRoot: string };
  slack: { botToken: string; appToken: string; apiUrl: string; staffChannel: string };
  residents: number[];
  /** Readers of announcements, who do nothing. */
  audience: number[];
}

export interface CrowdSize {
  tappers: number;
  writers: number;
  readers: number;
  /** Telegram refuses what is more than it allows. */
  strict: boolean;
}

export const usualCrowd: CrowdSize = { tappers: 200, writers: 600, readers: 0, strict: false };

/** Messages and edits that Telegram took, and that it refused with 429. */
export interface Counts {
  sent: number;
  refused: number;
}

export type Asked = "prepare" | "counts" | { words: string } | Load;

export interface Load {
  perSecond: number;
  seconds: number;
}

export interface Latencies {
  updates: number;
  /** Presses that were never answered or led to no edit. */
  lost: number;
  answer: Percentiles;
  /** The ten that waited longest, by the clock on the wall. */
  slowest: { at: number; ms: number }[];
  edit: Percentiles;
}

export interface Percentiles {
  p50: number;
  p99: number;
  most: number;
}

/** One update in so many is a message that files a request at once; the others are taps. */
export const messageEvery = 10;
