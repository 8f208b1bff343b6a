/** What the process with the platforms and the people tells first. */
export interface Platforms {
  telegram: { token: string; apiRoot: string };
  slack: { botToken: string; appToken: string; apiUrl: string; staffChannel: string };
  residents: number[];
}

export interface Load {
  perSecond: number;
  seconds: number;
}

export interface Latencies {
  updates: number;
  /** Presses that were never answered or led to no edit. */
  lost: number;
  answer: Percentiles;
  edit: Percentiles;
}

export interface Percentiles {
  p50: number;
  p99: number;
  most: number;
}

/** One update in so many is a message that files a request at once; the others are taps. */
export const messageEvery = 10;
