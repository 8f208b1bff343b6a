import { type Ballot, type Choice, choices, inOrder, type StandingRules, standingBallot } from "./ballot.ts";
import type { CoOwnerMode } from "./policy.ts";
import type { VoterLine, Weighed } from "./voices.ts";

export type CountedLine = Pick<VoterLine, "unit" | "owner" | "voice"> & Weighed;

export interface CountRules extends StandingRules {
  coOwners: CoOwnerMode;
}

/** Sums of whole-number weights. */
export interface Count {
  participating: Weighed;
  /** What came on paper of that. */
  onPaper: Weighed;
  questions: Record<string, Sums>;
}

export type Sums = Record<Choice, Weighed>;

export const nothing = (): Weighed => ({ weight: 0n, shares: 0n });

export const noSums = (): Sums => ({
  for: nothing(),
  against: nothing(),
  abstain: nothing(),
  spoiled: nothing(),
});

interface Voice extends Weighed {
  /** The ballots that count of those who share it. */
  cast: Ballot[];
}

/**
 * Counts ballots over the register. The order of the ballots does not matter: when each came is part of it. A voice
 * counts once, however many units or co-owners share it.
 */
export const count = (
  lines: readonly CountedLine[],
  ballots: readonly Ballot[],
  questionIds: readonly string[],
  rules: CountRules,
): Count => {
  const result: Count = {
    participating: nothing(),
    onPaper: nothing(),
    questions: Object.fromEntries(questionIds.map((id) => [id, noSums()])),
  };
  for (const voice of voicesIn(lines, ballots, rules).values()) {
    if (voice.cast.length === 0) continue;
    addTo(result.participating, voice);
    if (voice.cast.every(({ way }) => way === "paper")) addTo(result.onPaper, voice);
    for (const [id, sums] of Object.entries(result.questions))
      addTo(sums[choiceOfVoice(voice.cast, id, rules.coOwners)], voice);
  }
  return result;
};

const voicesIn = (
  lines: readonly CountedLine[],
  ballots: readonly Ballot[],
  rules: CountRules,
): Map<string, Voice> => {
  const byOwner = new Map<string, Ballot[]>();
  for (const ballot of ballots) {
    const own = byOwner.get(ballot.owner);
    if (own) own.push(ballot);
    else byOwner.set(ballot.owner, [ballot]);
  }
  const voices = new Map<string, Voice>();
  const units = new Set<string>();
  for (const line of lines) {
    const voice = voices.get(line.voice) ?? { weight: line.weight, shares: 0n, cast: [] };
    voices.set(line.voice, voice);
    const place = `${line.voice} ${line.unit}`;
    if (!units.has(place)) voice.shares += line.shares;
    units.add(place);
    const own = line.owner === null ? undefined : byOwner.get(line.owner);
    if (!own) continue;
    const standing = standingBallot(
      own.filter(({ unit }) => unit === undefined || unit === line.unit),
      rules,
    );
    if (standing && !voice.cast.includes(standing)) voice.cast.push(standing);
  }
  return voices;
};

const choiceOfVoice = (cast: readonly Ballot[], question: string, mode: CoOwnerMode): Choice => {
  const [first = "spoiled", ...others] = [...cast]
    .sort(inOrder)
    .map(({ answers }) => answers?.[question] ?? "spoiled");
  if (mode === "any-one") return first;
  return others.every((choice) => choice === first) ? first : "spoiled";
};

export const addTo = (sum: Weighed, { weight, shares }: Weighed, sign = 1n): void => {
  sum.weight += sign * weight;
  sum.shares += sign * shares;
};

/** `sign` -1n takes a part away again: so a tally follows a change without a new count. */
export const addCount = (sum: Count, part: Count, sign = 1n): void => {
  addTo(sum.participating, part.participating, sign);
  addTo(sum.onPaper, part.onPaper, sign);
  for (const [id, sums] of Object.entries(part.questions)) {
    const into = sum.questions[id] ?? noSums();
    sum.questions[id] = into;
    for (const choice of choices) addTo(into[choice], sums[choice], sign);
  }
};

/** Every vote of the house and, of it, those of known owners. */
export const totalsOf = (lines: readonly CountedLine[]): { all: Weighed; eligible: Weighed } => {
  const all = nothing();
  const eligible = nothing();
  const voices = new Set<string>();
  const units = new Set<string>();
  for (const line of lines) {
    const place = `${line.voice} ${line.unit}`;
    const part = {
      weight: voices.has(line.voice) ? 0n : line.weight,
      shares: units.has(place) ? 0n : line.shares,
    };
    voices.add(line.voice);
    units.add(place);
    addTo(all, part);
    if (line.owner !== null) addTo(eligible, part);
  }
  return { all, eligible };
};
