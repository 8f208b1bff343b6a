export const limits = {
  title: 150,
  items: 30,
  item: 150,
  /** Rounds of a plan in the unit of its rhythm. */
  every: 60,
} as const;
