import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Choice } from "../../../src/core/meetings/ballot.ts";
import { registerProxy } from "../../../src/core/meetings/proxies.ts";
import { tallyOf } from "../../../src/core/meetings/stored-count.ts";
import { withdrawVote } from "../../../src/core/meetings/withdraw-vote.ts";
import { databases } from "../../support/databases.ts";
import { type Hall, openHall, scan } from "./support/hall.ts";

const packs = ["ru", "de", "us", "generic"] as const;

/** Each run is a meeting of its own on a database: few by default. All packs together make as many as are asked for. */
const numRuns = Math.ceil(Number(process.env.DOMOVOY_RUNS ?? 24) / packs.length);

const names = ["Пётр", "Анна", "Сидоров", "Котова"] as const;

const choice = fc.constantFrom<Choice>("for", "against", "abstain");
const who = fc.constantFrom(...names);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant("vote" as const), who, choice }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("paper" as const), who, choice }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant("back" as const), who }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("give" as const), who, holder: who }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("stand" as const), who, holder: who, choice }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const plans = fc.record({
  secret: fc.boolean(),
  steps: fc.array(step, { minLength: 1, maxLength: 12, size: "max" }),
});

describe.each(databases)(
  "the tally kept with every vote on $name",
  { timeout: 120_000 + numRuns * 2_000 },
  (database) => {
    const halls = new Map<string, Hall>();
    beforeAll(async () => {
      for (const pack of packs) halls.set(pack, await openHall(database, pack));
    }, 120_000);
    afterAll(async () => {
      for (const hall of halls.values()) await hall.town.close();
    });

    const does = async (hall: Hall, meetingId: string, each: Step): Promise<{ ok: boolean }> => {
      const { town, manager } = hall;
      const { account, personId } = await hall.owner(each.who);
      switch (each.act) {
        case "vote":
          return hall.votes(meetingId, each.who, each.choice);
        case "paper":
          return hall.papers(meetingId, each.who, each.choice);
        case "back":
          return town.as(account, (work) => withdrawVote(work, { meetingId }));
        case "stand":
          return hall.votes(meetingId, each.holder, each.choice, personId);
        case "give": {
          const holder = await hall.owner(each.holder);
          const proxy = {
            meetingId,
            principalId: personId,
            holderId: holder.personId,
            holderName: each.holder,
          };
          return town.as(manager, (work) => registerProxy(work, { ...proxy, files: [scan] }));
        }
      }
    };

    /** Who has voted, and what the tally has noted of it. */
    const standing = async ({ town }: Hall, meetingId: string) => {
      const { read } = town.database;
      const voters = await read.$queryRaw<{ personId: string }[]>`
        SELECT "personId" FROM "MeetingVoter" WHERE "meetingId" = ${meetingId} AND "via" IS NOT NULL
        ORDER BY "personId"`;
      const tally = await tallyOf(read, meetingId);
      return {
        participating: tally?.count.participating,
        voted: voters.map(({ personId }) => personId),
        noted: tally?.voted,
      };
    };

    it.each(packs)(
      "is what the raw ballots come to, whatever happens in whatever order: %s",
      async (pack) => {
        const hall = halls.get(pack);
        if (!hall) throw new Error("no hall");
        await fc.assert(
          fc.asyncProperty(plans, async ({ secret, steps }) => {
            const meetingId = await hall.drafts({ secret }, ["simple"]);
            await hall.calls(meetingId);
            await hall.opens(meetingId);
            let before = await standing(hall, meetingId);
            for (const each of steps) {
              const done = await does(hall, meetingId, each);
              const after = await standing(hall, meetingId);
              expect(after.noted).toBe(after.voted.length);
              // Who has voted and votes again, in whatever way, changes the choice and never who takes part.
              if (!done.ok || String(after.voted) === String(before.voted))
                expect(after.participating).toEqual(before.participating);
              before = after;
            }
            const counted = await hall.counts(meetingId);
            expect(counted.faults).toEqual([]);
            const lines = await hall.town.database.read.eligibleVoter.findMany({ where: { meetingId } });
            const all = lines.reduce((sum, { weight }) => sum + BigInt(weight), 0n);
            expect(BigInt(counted.result.participating) <= all).toBe(true);
          }),
          { numRuns },
        );
      },
    );
  },
);
