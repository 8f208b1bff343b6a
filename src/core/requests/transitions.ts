import type { RequestState } from "../../database/types.ts";
import { done, type Outcome, refused } from "../outcome.ts";

/** What may be done to a request, whoever does it; who may is the policy table's matter. */
export const moves = [
  "take",
  "assign",
  "start",
  "ask",
  "message",
  "answer",
  "note",
  "edit",
  "attach",
  "defer",
  "resume",
  "pause",
  "unpause",
  "decline",
  "done",
  "confirm",
  "return",
  "rate",
  "close",
  "escalate",
  "offer",
  "accept",
  "refuse",
  "visit",
  "arrive",
  "quote",
  "judge",
  "join",
  "leave",
  "merge",
  "absorb",
  "split",
  "release",
] as const;

export type Move = (typeof moves)[number];

/** "same": the state stays; "before": where the request was when it was deferred or merged. */
type Target = RequestState | "same" | "before";

export interface Transition {
  from: RequestState;
  act: Move;
  to: Target;
}

const from = (states: readonly RequestState[], act: Move, to: Target): Transition[] =>
  states.map((state) => ({ from: state, act, to }));

const working = ["taken", "in_progress"] as const;
const running = ["new", ...working] as const;
const open = [...running, "deferred"] as const;
const talking = [...open, "done"] as const;
const ended = ["closed", "declined", "merged"] as const;

/** Every transition there is; what is not here is refused. */
export const transitions: readonly Transition[] = [
  { from: "new", act: "take", to: "taken" },
  { from: "new", act: "assign", to: "taken" },
  ...from([...working, "deferred"], "assign", "same"),
  { from: "taken", act: "start", to: "in_progress" },
  ...from(open, "ask", "same"),
  ...from(talking, "message", "same"),
  ...from(talking, "answer", "same"),
  ...from([...talking, ...ended], "note", "same"),
  ...from(talking, "edit", "same"),
  ...from(talking, "attach", "same"),
  ...from(open, "defer", "deferred"),
  { from: "deferred", act: "resume", to: "before" },
  ...from(running, "pause", "same"),
  ...from(running, "unpause", "same"),
  ...from(open, "decline", "declined"),
  ...from(working, "done", "done"),
  { from: "done", act: "confirm", to: "closed" },
  { from: "done", act: "return", to: "in_progress" },
  { from: "closed", act: "return", to: "in_progress" },
  { from: "done", act: "rate", to: "same" },
  { from: "closed", act: "rate", to: "same" },
  { from: "done", act: "close", to: "closed" },
  ...from(running, "escalate", "same"),
  ...from(open, "offer", "same"),
  { from: "new", act: "accept", to: "taken" },
  ...from([...working, "deferred"], "accept", "same"),
  ...from(open, "refuse", "same"),
  ...from(working, "visit", "same"),
  ...from(working, "arrive", "in_progress"),
  ...from(working, "quote", "same"),
  ...from(open, "judge", "same"),
  ...from(open, "join", "same"),
  ...from([...talking, ...ended], "leave", "same"),
  ...from(open, "merge", "merged"),
  ...from(open, "absorb", "same"),
  { from: "merged", act: "split", to: "before" },
  ...from([...talking, ...ended], "release", "same"),
];

const targets = new Map<string, Target>(transitions.map(({ from, act, to }) => [`${from} ${act}`, to]));

/** The states in which nobody has finished the request yet. */
export const openStates: readonly RequestState[] = open;

/** The states whose fixing clock can run out. */
export const runningStates: readonly RequestState[] = running;

/**
 * The state that an act leads to. `before` is where a deferred or merged request comes back to.
 * Refused with the present state when the table has no such transition.
 */
export const transition = (
  state: RequestState,
  act: Move,
  before: RequestState = "new",
): Outcome<RequestState, "wrong-state"> => {
  const to = targets.get(`${state} ${act}`);
  if (to === undefined) return refused("wrong-state", { state });
  if (to === "same") return done(state);
  return done(to === "before" ? before : to);
};

/** Where a deferred request comes back to: one that somebody took meanwhile is no longer new. */
export const stateAfterDeferral = (deferredFrom: RequestState, takenAt: Date | null): RequestState =>
  deferredFrom === "new" && takenAt !== null ? "taken" : deferredFrom;
