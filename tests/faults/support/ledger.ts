/** Kinds of history rows that words of people leave. */
export type SaidKind = "answered" | "asked" | "noted" | "done" | "declined" | "returned";

export interface Filed {
  /** A word that stands in this request's text and nowhere else. */
  token: string;
  residentId: number;
  /** Of the message it began with, where that can be edited. */
  messageId: number | null;
  photos: number;
  /** Each is in the text now, beside the token. */
  edits: string[];
  taken: boolean;
  started: boolean;
  confirmed: number;
  rated: boolean;
  /** Somebody is in the middle of something that another's act would refuse. */
  busy: boolean;
  /** The work is reported done: the resident's word is waited for. */
  finished: boolean;
  /** Ended for good: nobody acts on it any more. */
  over: boolean;
}

export interface Said {
  token: string;
  kind: SaidKind;
  request: Filed;
  photos: number;
  /** Written where staff see it anyway. */
  inThread: boolean;
  /** The platform showed that it was taken; else it may have been. */
  sure: boolean;
}

/** What people did, to be held against what is found in the end. */
export interface Ledger {
  filed: Filed[];
  said: Said[];
  newToken(): string;
  /** People finish what they are at and begin nothing new. */
  over: boolean;
}

/** Keeps others away from a request while the deed goes on. */
export const alone = async (filed: Filed, deed: () => Promise<void>): Promise<void> => {
  if (filed.busy) return;
  filed.busy = true;
  try {
    await deed();
  } finally {
    filed.busy = false;
  }
};

export const createLedger = (): Ledger => {
  let last = 0;
  return {
    filed: [],
    said: [],
    over: false,
    newToken: () => {
      last += 1;
      return `zq${String(last).padStart(5, "0")}`;
    },
  };
};
