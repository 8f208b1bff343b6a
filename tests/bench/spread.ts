/** The middle of the figures, and the least and the most of them. */
export interface Spread {
  median: number;
  least: number;
  most: number;
}

export const spreadOf = (figures: readonly number[]): Spread => ({
  median: quantile(figures, 0.5),
  least: Math.min(...figures),
  most: Math.max(...figures),
});

/** `share` from 0 to 1. */
export const quantile = (figures: readonly number[], share: number): number => {
  const sorted = [...figures].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  return below + ((sorted[Math.ceil(at)] ?? below) - below) * (at % 1);
};

export const shown = ({ median, least, most }: Spread, digits = 0): string =>
  `${median.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
