import type { Account } from "../../../../src/core/access/actor.ts";
import type { NewFile } from "../../../../src/core/files/keep-files.ts";
import { addQuestion } from "../../../../src/core/meetings/agenda.ts";
import type { Answers, Choice } from "../../../../src/core/meetings/ballot.ts";
import { castVote } from "../../../../src/core/meetings/cast-vote.ts";
import { askForCount, countMeeting } from "../../../../src/core/meetings/count-meeting.ts";
import { draftMeeting, type MeetingPlan } from "../../../../src/core/meetings/draft-meeting.ts";
import { enterPaper } from "../../../../src/core/meetings/enter-paper.ts";
import { openVoting } from "../../../../src/core/meetings/lead-meeting.ts";
import { recount } from "../../../../src/core/meetings/recount.ts";
import { sendNotice } from "../../../../src/core/meetings/send-notice.ts";
import { writeRegister } from "../../../../src/core/meetings/write-register.ts";
import type { DatabaseKind } from "../../../support/databases.ts";
import { createTown, good, type Town, telegram } from "../../directory/support/town.ts";

/** A town whose owners meet: 45 is Pyotr's and Anna's by halves, 46 Oleg's, 47 Vera's. */
export interface Hall {
  town: Town;
  manager: Account;
  buildingId: string;
  /** The person whose name begins so, with a Telegram account. */
  owner(name: string): Promise<{ account: Account; personId: string }>;
  passes(days: number): void;
  drafts(plan?: Partial<MeetingPlan>, questions?: readonly string[]): Promise<string>;
  calls(meetingId: string): Promise<void>;
  opens(meetingId: string): Promise<void>;
  /** The same choice to every question. */
  all(meetingId: string, choice: Choice): Promise<Answers>;
  votes(meetingId: string, who: string, choice: Choice, principalId?: string): ReturnType<typeof castVote>;
  papers(meetingId: string, who: string, choice: Choice): ReturnType<typeof enterPaper>;
  counts(meetingId: string): Promise<NonNullable<Awaited<ReturnType<typeof recount>>>>;
}

export const scan: NewFile = {
  kind: "photo",
  platform: "slack",
  externalId: "F1",
  name: "scan.jpg",
  mime: "image/jpeg",
  size: 10,
};

const dayMs = 86_400_000;

export const openHall = async (database: DatabaseKind, pack = "ru"): Promise<Hall> => {
  const town = await createTown(database);
  await town.asSystem(({ tx }) =>
    tx.company.update({ where: { id: town.companyId }, data: { policyPack: pack } }),
  );
  // What the database writes by itself is earlier than the town's clock.
  await town.asSystem(({ tx }) =>
    tx.occupancy.updateMany({ data: { from: new Date("2026-01-01"), verifiedAt: new Date("2026-01-01") } }),
  );
  const manager = (await town.staff("Manager", "manager")).account;
  const { buildingId } = await town.unit("45");
  const known = new Map<string, { account: Account; personId: string }>();
  const hall: Hall = {
    town,
    manager,
    buildingId,
    owner: async (name) => {
      const before = known.get(name);
      if (before) return before;
      const people = await town.database.read.person.findMany();
      const person = people.find(({ nameSealed }) => town.vault.open(nameSealed).includes(name));
      if (!person) throw new Error(`nobody is called ${name}`);
      const account = telegram(`T${known.size + 1}`);
      await town.asSystem(({ tx }) =>
        tx.identity.create({ data: { companyId: town.companyId, personId: person.id, ...account } }),
      );
      const owner = { account, personId: person.id };
      known.set(name, owner);
      return owner;
    },
    passes: (days) => {
      town.now = new Date(town.now.getTime() + days * dayMs);
    },
    drafts: async (plan = {}, questions = ["simple"]) => {
      const from = town.now.getTime();
      const drafted = await town.as(manager, (work) =>
        draftMeeting(work, {
          buildingId,
          title: "Собрание",
          secret: false,
          opensAt: new Date(from + 22 * dayMs),
          closesAt: new Date(from + 32 * dayMs),
          ...plan,
        }),
      );
      const { meetingId } = good(drafted);
      for (const kind of questions)
        good(
          await town.as(manager, (work) =>
            addQuestion(work, { meetingId, title: `О чём ${kind}`, proposal: "Решаем так", kind }),
          ),
        );
      return meetingId;
    },
    calls: async (meetingId) => {
      good(await town.as(manager, (work) => sendNotice(work, { meetingId })));
      await writeRegister(town.core, meetingId);
    },
    opens: async (meetingId) => {
      hall.passes(22);
      good(await town.asSystem((work) => openVoting(work, { meetingId })));
    },
    all: async (meetingId, choice) =>
      Object.fromEntries(
        (await town.database.read.agendaQuestion.findMany({ where: { meetingId } })).map(({ id }) => [
          id,
          choice,
        ]),
      ),
    votes: async (meetingId, who, choice, principalId) => {
      const answers = await hall.all(meetingId, choice);
      const { account } = await hall.owner(who);
      return town.as(account, (work) =>
        castVote(work, { meetingId, answers, ...(principalId ? { principalId } : {}) }),
      );
    },
    papers: async (meetingId, who, choice) => {
      const answers = await hall.all(meetingId, choice);
      const { personId } = await hall.owner(who);
      return town.as(manager, (work) =>
        enterPaper(work, {
          meetingId,
          personId,
          byProxy: false,
          answers,
          receivedOn: town.now.toISOString().slice(0, 10),
          files: [scan],
        }),
      );
    },
    counts: async (meetingId) => {
      hall.passes(11);
      good(await town.as(manager, (work) => askForCount(work, { meetingId })));
      await countMeeting(town.core, meetingId);
      const counted = await recount(town.database.read, town.vault, meetingId);
      if (!counted) throw new Error("not counted");
      return counted;
    },
  };
  return hall;
};
