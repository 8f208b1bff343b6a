import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Account } from "../../../src/core/access/actor.ts";
import { castVote } from "../../../src/core/polls/cast-vote.ts";
import { endPoll } from "../../../src/core/polls/end-poll.ts";
import { recountPoll } from "../../../src/core/polls/recount.ts";
import { withdrawVote } from "../../../src/core/polls/withdraw-vote.ts";
import type { PollVoice } from "../../../src/database/types.ts";
import { databases } from "../../support/databases.ts";
import { openPollTown, type PollTown } from "./poll-town.ts";

/** Each run is a poll of its own on a database: few by default. */
const runs = { numRuns: Number(process.env.DOMOVOY_RUNS ?? 6) };

describe.each(databases)("Votes on $name", { timeout: 120_000 + runs.numRuns * 2_000 }, (kind) => {
  let town: PollTown;
  /** Anna and Boris share 45; Clara holds 46; Dora holds 46 and 47. */
  let people: Account[];
  const unitsOf = [["45"], ["45"], ["46"], ["46", "47"]];
  beforeAll(async () => {
    town = await openPollTown(kind);
    people = [];
    for (const units of unitsOf) people.push(await town.person(units));
  });
  afterAll(() => town.close());

  const votes = async (pollId: string, who: number, chosen: readonly number[]) => {
    const account = people[who];
    const [question] = (await town.sheet(pollId)).questions;
    if (!account || !question) throw new Error("nobody, or nothing asked");
    const options = chosen.map((place) => question.options[place]?.id ?? "");
    return town.as(account, (work) => castVote(work, { pollId, choices: { [question.id]: options } }));
  };
  const countsOf = async (pollId: string): Promise<number[]> =>
    (await town.sheet(pollId)).questions[0]?.options.map((option) => option.votes) ?? [];

  const scripts = fc.record({
    voice: fc.constantFrom<PollVoice>("person", "unit_first", "unit_last"),
    anonymous: fc.boolean(),
    final: fc.boolean(),
    multiple: fc.boolean(),
    steps: fc.array(fc.tuple(fc.nat(3), fc.uniqueArray(fc.nat(2), { minLength: 1 })), { maxLength: 8 }),
  });

  it("whatever is voted in whatever order: live counts are those of the ballots, and of a simple model", async () => {
    await fc.assert(
      fc.asyncProperty(scripts, async ({ voice, anonymous, final: wished, multiple, steps }) => {
        const final = wished && voice !== "unit_last";
        const pollId = await town.poll({ voice, anonymous, final }, ["a", "b", "c"], multiple);
        const standing = new Map<string, { by: number; chosen: readonly number[] }>();
        for (const [who, drawn] of steps) {
          const chosen = multiple ? drawn : drawn.slice(0, 1);
          const keys = voice === "person" ? [`p${who}`] : (unitsOf[who] ?? []);
          const before = standing.size;
          const open = keys.filter((key) => {
            const held = standing.get(key);
            if (!held) return true;
            return held.by === who ? !final : voice === "unit_last";
          });
          const outcome = await votes(pollId, who, chosen);
          expect(outcome.ok).toBe(open.length > 0);
          const changesOnly = open.every((key) => standing.has(key));
          for (const key of open) standing.set(key, { by: who, chosen });
          // Changing a vote never changes the participation.
          if (changesOnly) expect(standing.size).toBe(before);
          expect((await town.sheet(pollId)).voters).toBe(standing.size);
        }
        const expected = [0, 1, 2].map(
          (place) => [...standing.values()].filter(({ chosen }) => chosen.includes(place)).length,
        );
        // Of an anonymous poll nothing can be counted before its ballots are opened.
        expect(await countsOf(pollId)).toEqual(anonymous ? [0, 0, 0] : expected);
        const recount = await recountPoll(town.database.read, pollId);
        expect(recount).toMatchObject({ differences: 0, voters: standing.size });
        // Of one answer each, the choices add up to the voters.
        if (!multiple) expect(expected.reduce((sum, each) => sum + each, 0)).toBe(standing.size);
        const ended = await town.as(town.manager, (work) => endPoll(work, { pollId }));
        expect(ended.ok).toBe(true);
        expect(await countsOf(pollId)).toEqual(expected);
        expect((await recountPoll(town.database.read, pollId)).differences).toBe(0);
        const audit = await town.database.read.auditEntry.findFirst({
          where: { act: "poll.recount", subjectId: pollId },
        });
        expect(audit?.outcome).toBe("equal");
        const keys = await town.database.read.pollVote.findMany({ where: { pollId, unitId: { not: null } } });
        expect(new Set(keys.map(({ unitId }) => unitId)).size).toBe(keys.length);
      }),
      runs,
    );
  });

  it("two of a unit at the same moment: one is counted, the other learns that the unit has voted", async () => {
    const pollId = await town.poll({ voice: "unit_first" });
    const outcomes = await Promise.all([votes(pollId, 0, [0]), votes(pollId, 1, [1])]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ code: "unit-voted" });
    expect((await countsOf(pollId)).reduce((sum, each) => sum + each, 0)).toBe(1);
  });

  it("the same press delivered twice at once is one vote", async () => {
    const pollId = await town.poll();
    await Promise.all([votes(pollId, 2, [1]), votes(pollId, 2, [1])]);
    expect(await countsOf(pollId)).toEqual([0, 1, 0]);
    expect((await town.sheet(pollId)).voters).toBe(1);
  });

  it("a vote a second after the end is refused, also before anybody has counted", async () => {
    const pollId = await town.poll();
    expect((await votes(pollId, 0, [0])).ok).toBe(true);
    town.passes(7 * 24 * 60 + 1);
    expect(await votes(pollId, 1, [0])).toMatchObject({ ok: false, code: "ended" });
    expect(await countsOf(pollId)).toEqual([1, 0, 0]);
  });

  it("is taken back, and only where it may be changed", async () => {
    const account = people[0];
    if (!account) throw new Error("nobody");
    const pollId = await town.poll();
    await votes(pollId, 0, [2]);
    expect((await town.as(account, (work) => withdrawVote(work, { pollId }))).ok).toBe(true);
    expect(await countsOf(pollId)).toEqual([0, 0, 0]);
    expect((await recountPoll(town.database.read, pollId)).differences).toBe(0);
    const final = await town.poll({ final: true });
    await votes(final, 0, [2]);
    expect(await town.as(account, (work) => withdrawVote(work, { pollId: final }))).toMatchObject({
      code: "final",
    });
  });

  it("counts that went wrong are put right by the ballots at the end, and the audit says so", async () => {
    const pollId = await town.poll();
    await votes(pollId, 0, [0]);
    await town.asSystem(({ tx }) => tx.pollOption.updateMany({ where: { pollId }, data: { votes: 9 } }));
    await town.as(town.manager, (work) => endPoll(work, { pollId }));
    expect(await countsOf(pollId)).toEqual([1, 0, 0]);
    const audit = await town.database.read.auditEntry.findFirst({
      where: { act: "poll.recount", subjectId: pollId },
    });
    expect(audit?.outcome).toBe("corrected");
  });

  it("is for those whom the poll asks: owners of the place, where it says so", async () => {
    const tenant = await town.person(["47"], "tenant");
    const pollId = await town.poll({ ownersOnly: true });
    const [question] = (await town.sheet(pollId)).questions;
    const choices = { [question?.id ?? ""]: [question?.options[0]?.id ?? ""] };
    const vote = (account: Account) => town.as(account, (work) => castVote(work, { pollId, choices }));
    expect(await vote(tenant)).toMatchObject({ code: "owners-only" });
    expect(await vote(await town.person([]))).toMatchObject({ code: "not-asked" });
    expect(await vote(town.manager)).toMatchObject({ code: "not-asked" });
    expect(
      await town.as(people[0] ?? tenant, (work) => castVote(work, { pollId, choices: {} })),
    ).toMatchObject({
      code: "incomplete",
    });
  });
});
