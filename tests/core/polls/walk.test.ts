import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SheetQuestion } from "../../../src/core/polls/poll-sheet.ts";
import { ballotChange, maySpeak } from "../../../src/core/polls/voice.ts";
import {
  beginning,
  firstOpen,
  goBack,
  goOn,
  pick,
  validChoices,
  type Walk,
} from "../../../src/core/polls/walk.ts";

const runs = { numRuns: Number(process.env.DOMOVOY_RUNS ?? 300) };

const questions = fc
  .array(
    fc.record({
      multiple: fc.boolean(),
      states: fc.array(fc.constantFrom("shown", "waiting"), { minLength: 2, maxLength: 6 }),
    }),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((drawn) =>
    drawn.map(
      ({ multiple, states }, index): SheetQuestion => ({
        id: `q${index}`,
        text: `Question ${index}`,
        multiple,
        options: states.map((state, place) => ({
          id: `q${index}o${place}`,
          text: String(place),
          state: state as "shown" | "waiting",
          addedBy: null,
          votes: 0,
          others: 0,
        })),
      }),
    ),
  );

type Press = { kind: "pick"; option: number } | { kind: "next" } | { kind: "back" };

const presses = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("pick" as const), option: fc.nat(6) }),
    fc.record({ kind: fc.constant("next" as const) }),
    fc.record({ kind: fc.constant("back" as const) }),
  ),
  { maxLength: 30 },
);

const press = (all: readonly SheetQuestion[], walk: Walk, done: Press): Walk => {
  if (done.kind === "next") return goOn(all, walk);
  if (done.kind === "back") return goBack(walk);
  return pick(all, walk, all[walk.step]?.options[done.option]?.id ?? "none");
};

describe("The walk through a poll", () => {
  it("whatever is pressed, only options that are shown are chosen, and one where one may be", () => {
    fc.assert(
      fc.property(questions, presses, (all, pressed) => {
        const walk = pressed.reduce((before, each) => press(all, before, each), beginning);
        expect(walk.step).toBeGreaterThanOrEqual(0);
        expect(walk.step).toBeLessThanOrEqual(all.length);
        for (const question of all) {
          const chosen = walk.choices[question.id] ?? [];
          if (!question.multiple) expect(chosen.length).toBeLessThanOrEqual(1);
          expect(new Set(chosen).size).toBe(chosen.length);
          for (const id of chosen)
            expect(question.options.find((option) => option.id === id)?.state).toBe("shown");
        }
      }),
      runs,
    );
  });

  it("Back and forth lose no answer", () => {
    fc.assert(
      fc.property(questions, presses, fc.nat(5), (all, pressed, back) => {
        const walk = pressed.reduce((before, each) => press(all, before, each), beginning);
        const gone = Array.from({ length: back }).reduce<Walk>((before) => goBack(before), walk);
        expect(gone.choices).toEqual(walk.choices);
      }),
      runs,
    );
  });

  it("a walk that came to its end by pressing has an answer to each question", () => {
    fc.assert(
      fc.property(questions, presses, (all, pressed) => {
        const walk = pressed.reduce((before, each) => press(all, before, each), beginning);
        // Taking the last option of several back and going on is refused; going back does not unchoose.
        if (walk.step < all.length) return;
        const open = firstOpen(all, validChoices(all, walk.choices));
        if (open >= 0) expect(all[open]?.multiple).toBe(true);
      }),
      runs,
    );
  });

  it("what is not chosen any more is left out of the ballot", () => {
    const [question] = fc.sample(questions, 1)[0] ?? [];
    if (!question) throw new Error("no question was drawn");
    expect(validChoices([question], { [question.id]: ["gone"], other: ["x"] })).toEqual({});
  });
});

describe("Whose voice counts", () => {
  const rules = fc.record({
    voice: fc.constantFrom("person" as const, "unit_first" as const, "unit_last" as const),
    final: fc.boolean(),
  });

  it("a unit's first voter keeps the voice, a unit's last one has it, and a final vote stays", () => {
    fc.assert(
      fc.property(rules, fc.boolean(), (given, own) => {
        const before = { voterKey: "u:1", personId: own ? "me" : "other" };
        const may = maySpeak(before, "me", given);
        if (own) expect(may.ok).toBe(!given.final);
        else expect(may.ok).toBe(given.voice === "unit_last");
        expect(maySpeak(undefined, "me", given).ok).toBe(true);
      }),
      runs,
    );
  });
});

describe("The change of the counts by a ballot", () => {
  const ballots = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"));

  it("applied one after another gives the counts of the last ballots", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), ballots), { maxLength: 40 }), (votes) => {
        const live = new Map<string, number>();
        const standing = new Map<number, string[]>();
        for (const [voter, after] of votes) {
          const { less, more } = ballotChange(standing.get(voter) ?? [], after);
          for (const option of less) live.set(option, (live.get(option) ?? 0) - 1);
          for (const option of more) live.set(option, (live.get(option) ?? 0) + 1);
          standing.set(voter, after);
        }
        for (const option of ["a", "b", "c", "d", "e"]) {
          const recount = [...standing.values()].filter((ballot) => ballot.includes(option)).length;
          expect(live.get(option) ?? 0).toBe(recount);
        }
      }),
      runs,
    );
  });
});
