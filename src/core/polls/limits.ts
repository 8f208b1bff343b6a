/** Of polls; those of questions and options are Telegram's own, so that any poll can be a native one. */
export const pollLimits = {
  title: 150,
  question: 300,
  option: 100,
  /** That a question may begin with. */
  options: 12,
  /** With those that residents add: each is a button. */
  optionsAtMost: 20,
  questions: 10,
  photos: 5,
  reason: 1000,
  /** Proposals of one resident that wait for the staff. */
  waitingProposals: 3,
  /** Days that a poll may run or be planned ahead. */
  days: 366,
  /** A poll that ends sooner nobody would see. */
  minutes: 10,
} as const;
