import { describe, expect, test } from "vitest";
import {
  type Move,
  moves,
  stateAfterDeferral,
  transition,
  transitions,
} from "../../../src/core/requests/transitions.ts";
import type { RequestState } from "../../../src/database/types.ts";

const states: RequestState[] = [
  "new",
  "taken",
  "in_progress",
  "deferred",
  "done",
  "closed",
  "declined",
  "merged",
];

describe("Transitions of a request", () => {
  test.each(states.flatMap((state) => moves.map((act) => [state, act] as const)))("%s, %s", (state, act) => {
    const outcome = transition(state, act, "taken");
    const listed = transitions.find((each) => each.from === state && each.act === act);
    if (!listed) return expect(outcome).toEqual({ ok: false, code: "wrong-state", params: { state } });
    const to = listed.to === "same" ? state : listed.to === "before" ? "taken" : listed.to;
    return expect(outcome).toEqual({ ok: true, value: to });
  });

  test("no transition is listed twice", () => {
    const keys = transitions.map(({ from, act }) => `${from} ${act}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("the way of a request that goes well", () => {
    const way: [Move, RequestState][] = [
      ["take", "taken"],
      ["start", "in_progress"],
      ["done", "done"],
      ["rate", "done"],
      ["confirm", "closed"],
    ];
    let state: RequestState = "new";
    for (const [act, to] of way) {
      const outcome = transition(state, act);
      expect(outcome).toEqual({ ok: true, value: to });
      state = to;
    }
  });

  test("an ended request can only be noted on, left and let go of; a closed one also returned or rated, a merged one split", () => {
    const possible = (state: RequestState) => moves.filter((act) => transition(state, act).ok);
    expect(possible("closed")).toEqual(["note", "return", "rate", "leave", "release"]);
    expect(possible("declined")).toEqual(["note", "leave", "release"]);
    expect(possible("merged")).toEqual(["note", "leave", "split", "release"]);
  });

  test("a deferred request comes back to where it was, unless somebody took it", () => {
    expect(stateAfterDeferral("new", null)).toBe("new");
    expect(stateAfterDeferral("new", new Date())).toBe("taken");
    expect(stateAfterDeferral("in_progress", new Date())).toBe("in_progress");
  });
});
