/** What can be marked for one question; a paper with no mark or several is spoiled for it. */
export const choices = ["for", "against", "abstain", "spoiled"] as const;

export type Choice = (typeof choices)[number];

/** By question id. */
export type Answers = Readonly<Record<string, Choice>>;

/** One act of voting in an owner's name, as it was recorded. */
export interface Ballot {
  owner: string;
  /** Only for this unit of the owner; all of them if not given. */
  unit?: string;
  by: "owner" | "proxy";
  way: "chat" | "paper";
  /** Null takes back what was cast before. */
  answers: Answers | null;
  /** Milliseconds; and the place among ballots of the same moment. */
  at: number;
  sequence: number;
}

export const inOrder = (a: Ballot, b: Ballot): number => a.at - b.at || a.sequence - b.sequence;

export interface StandingRules {
  change: boolean;
  personalOverProxy: boolean;
}

/** Which of an owner's ballots counts, whatever the order they are given in; undefined: the owner has not voted. */
export const standingBallot = (
  ballots: readonly Ballot[],
  { change, personalOverProxy }: StandingRules,
): Ballot | undefined => {
  const valid: Ballot[] = [];
  for (const ballot of [...ballots].sort(inOrder)) {
    if (ballot.answers === null) valid.splice(0, valid.length, ...valid.filter(({ by }) => by !== ballot.by));
    else valid.push(ballot);
  }
  const personal = personalOverProxy ? valid.filter(({ by }) => by === "owner") : [];
  const candidates = personal.length > 0 ? personal : valid;
  return change ? candidates.at(-1) : candidates[0];
};
