import type { Account } from "../../../src/core/access/actor.ts";
import { createPoll } from "../../../src/core/polls/create-poll.ts";
import { openPoll } from "../../../src/core/polls/open-poll.ts";
import type { PollRules } from "../../../src/core/polls/poll-rules.ts";
import { pollSheet } from "../../../src/core/polls/poll-sheet.ts";
import type { OccupancyKind } from "../../../src/database/types.ts";
import type { DatabaseKind } from "../../support/databases.ts";
import { createTown, good, telegram } from "../directory/support/town.ts";

export const plainRules: PollRules = {
  anonymous: false,
  final: false,
  voice: "person",
  ownersOnly: false,
  live: false,
  adding: "none",
};

/** A house with people in Telegram and a manager who starts polls. */
export const openPollTown = async (kind: DatabaseKind) => {
  const town = await createTown(kind);
  const { account: manager } = await town.staff("vera", "manager");
  const house = await town.unit("45");
  let accounts = 0;

  return {
    ...town,
    manager,
    passes: (minutes: number): void => {
      town.now = new Date(town.now.getTime() + minutes * 60_000);
    },
    now: () => town.now,
    /** Somebody who holds these units. */
    person: async (units: readonly string[], kinds: OccupancyKind = "owner"): Promise<Account> => {
      const account = telegram(String(7000 + ++accounts));
      await town.asSystem(async ({ tx }) => {
        const { companyId } = town;
        const { id: personId } = await tx.person.create({
          data: { companyId, nameSealed: town.vault.seal(`Житель ${accounts}`) },
        });
        await tx.identity.create({ data: { companyId, personId, ...account } });
        for (const number of units) {
          const { id: unitId } = await town.unit(number);
          await tx.occupancy.create({
            data: { companyId, personId, unitId, kind: kinds, from: new Date(0) },
          });
        }
      });
      return account;
    },
    /** A poll that runs for a week; resolves to its id. */
    poll: async (
      rules: Partial<PollRules> = {},
      options: readonly string[] = ["a", "b", "c"],
      multiple = false,
    ) => {
      const { pollId } = good(
        await town.as(manager, (work) =>
          createPoll(work, {
            place: { buildingId: house.buildingId, entrance: null },
            title: "",
            question: { text: "What?", options, multiple },
            rules: { ...plainRules, ...rules },
            times: { startAt: null, endAt: new Date(town.now.getTime() + 7 * 86_400_000) },
            remindHours: 24,
            files: [],
          }),
        ),
      );
      good(await town.as(manager, (work) => openPoll(work, { pollId })));
      return pollId;
    },
    sheet: async (pollId: string) => {
      const sheet = await pollSheet(town.database.read, town.vault, pollId);
      if (!sheet) throw new Error("no poll");
      return sheet;
    },
  };
};

export type PollTown = Awaited<ReturnType<typeof openPollTown>>;
