/** One request, as far as reports need it. Times in UTC. */
export interface ReportedRequest {
  group: string;
  createdAt: Date;
  takenAt: Date | null;
  doneAt: Date | null;
  reactDueAt: Date;
  fixDueAt: Date;
  rating: number | null;
}

/** What was spent on one request within the period, and what was planned for it; minor currency units. */
export interface ReportedCost {
  group: string;
  labour: bigint;
  material: bigint;
  planned: bigint;
}

export interface ReportLine {
  group: string;
  filed: number;
  done: number;
  /** Somebody took it within the time for that, or too late (or not yet, and the time is over). */
  reactInTime: number;
  reactLate: number;
  fixInTime: number;
  fixLate: number;
  /** From filing to taking and to done, in minutes, of those where it happened. Null: of none. */
  reactMinutes: number | null;
  fixMinutes: number | null;
  /** Mean of the ratings in hundredths: 450 is 4.5. Null: nobody rated. */
  rating: number | null;
  labour: bigint;
  material: bigint;
  planned: bigint;
}

/** One line a group, in the order in which the groups appear; `total` has all of them. */
export const summarise = (
  requests: readonly ReportedRequest[],
  costs: readonly ReportedCost[],
  now: Date,
): { lines: ReportLine[]; total: ReportLine } => {
  const groups = [...new Set([...requests, ...costs].map(({ group }) => group))];
  const requestsOf = grouped(requests);
  const costsOf = grouped(costs);
  return {
    lines: groups.map((group) => lineOf(group, requestsOf.get(group) ?? [], costsOf.get(group) ?? [], now)),
    total: lineOf("", requests, costs, now),
  };
};

const lineOf = (
  group: string,
  requests: readonly ReportedRequest[],
  costs: readonly ReportedCost[],
  now: Date,
): ReportLine => {
  const late = (done: Date | null, due: Date) => (done ?? now) > due;
  const reacted = requests.filter((each) => each.takenAt !== null || late(null, each.reactDueAt));
  const fixed = requests.filter((each) => each.doneAt !== null || late(null, each.fixDueAt));
  const reactLate = reacted.filter((each) => late(each.takenAt, each.reactDueAt)).length;
  const fixLate = fixed.filter((each) => late(each.doneAt, each.fixDueAt)).length;
  const ratings = requests.flatMap(({ rating }) => rating ?? []);
  return {
    group,
    filed: requests.length,
    done: requests.filter(({ doneAt }) => doneAt !== null).length,
    reactInTime: reacted.length - reactLate,
    reactLate,
    fixInTime: fixed.length - fixLate,
    fixLate,
    reactMinutes: mean(requests.flatMap(({ takenAt, createdAt }) => minutes(createdAt, takenAt))),
    fixMinutes: mean(requests.flatMap(({ doneAt, createdAt }) => minutes(createdAt, doneAt))),
    rating: mean(ratings.map((rating) => rating * 100)),
    labour: sum(costs.map(({ labour }) => labour)),
    material: sum(costs.map(({ material }) => material)),
    planned: sum(costs.map(({ planned }) => planned)),
  };
};

const grouped = <T extends { group: string }>(rows: readonly T[]): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const known = groups.get(row.group);
    if (known) known.push(row);
    else groups.set(row.group, [row]);
  }
  return groups;
};

const minutes = (from: Date, to: Date | null): number[] =>
  to === null ? [] : [Math.max(0, Math.round((to.getTime() - from.getTime()) / 60_000))];

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : Math.round(values.reduce((all, value) => all + value, 0) / values.length);

const sum = (values: readonly bigint[]): bigint => values.reduce((all, value) => all + value, 0n);
