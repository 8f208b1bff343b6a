import { setImmediate as breathe } from "node:timers/promises";
import { tableInsert } from "../../database/table-insert.ts";
import type { Core } from "../work/core.ts";
import { runWork } from "../work/run-work.ts";
import type { Work } from "../work/work.ts";
import { chainStart } from "./ballot-chain.ts";
import { writeMeeting } from "./change-meeting.ts";
import { asksForShares } from "./check-register.ts";
import { totalsOf } from "./count.ts";
import { findMeeting, type HeldMeeting } from "./find-meeting.ts";
import { type RegisterRow, readRegister } from "./read-register.ts";
import { asHeld, problemsOf } from "./register-problems.ts";
import { countJson, emptyCount, totalsJson } from "./stored-count.ts";
import { scaleLines, type VoterLine, voicesOf, type Weighed } from "./voices.ts";

const rowsAtATime = 500;

/**
 * The job behind a notice: fixes who may vote with what weight, as it is at the snapshot, and calls the meeting. A sale
 * after it changes nothing. With a problem that stops, the meeting is a draft again. Done anew after a crash.
 */
export const writeRegister = async (core: Core, meetingId: string): Promise<void> => {
  const meeting = await findMeeting(core.database.read, meetingId);
  if (meeting?.state !== "preparing" || !meeting.snapshotAt) return;
  const { policy } = meeting;
  const run = <T>(fn: (work: Work) => Promise<T>): Promise<T> =>
    runWork(
      core,
      { actor: { kind: "system", name: "meetings", companyId: meeting.companyId }, channel: "job" },
      fn,
    );
  const units = await readRegister(core.database.read, meeting.buildingId, meeting.snapshotAt);
  const problems = units.flatMap((unit) => problemsOf(unit, policy.weight, asksForShares(policy)));
  if (units.length === 0 || problems.some(({ stops }) => stops)) {
    await run((work) => giveBack(work, meetingId));
    return;
  }
  const { scale, sharesScale, scaled } = scaleLines(voicesOf(units.map(asHeld), policy));
  await run((work) => clear(work, meetingId));
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  for (let from = 0; from < scaled.length; from += rowsAtATime) {
    const some = scaled.slice(from, from + rowsAtATime);
    await run((work) => insertLines(work, meeting, some, byId));
    await breathe();
  }
  const voters = votersOf(scaled, byId);
  for (let from = 0; from < voters.length; from += rowsAtATime) {
    const some = voters.slice(from, from + rowsAtATime);
    await run(({ tx }) =>
      voterRows.insert(
        tx,
        some.map((voter) => ({ companyId: meeting.companyId, meetingId, ...voter })),
      ),
    );
    await breathe();
  }
  await run(async (work) => {
    const now = await findMeeting(work.tx, meetingId);
    if (now?.state !== "preparing") return;
    const questions = await work.tx.agendaQuestion.findMany({ where: { meetingId }, select: { id: true } });
    await work.tx.meetingTally.create({
      data: {
        meetingId,
        companyId: meeting.companyId,
        head: chainStart,
        urn: chainStart,
        count: countJson(emptyCount(questions.map(({ id }) => id))),
      },
    });
    await writeMeeting(work, now, "notice", "noticed", {
      state: "notice",
      noticeAt: work.now,
      scale: String(scale),
      sharesScale: String(sharesScale),
      totals: totalsJson(totalsOf(scaled)),
      voters: voters.length,
    });
  });
};

const giveBack = async (work: Work, meetingId: string): Promise<void> => {
  const meeting = await findMeeting(work.tx, meetingId);
  if (meeting?.state !== "preparing") return;
  await writeMeeting(work, meeting, "block", "blocked", { state: "draft", snapshotAt: null });
};

/** What an earlier try left. */
const clear = async ({ tx }: Work, meetingId: string): Promise<void> => {
  await tx.eligibleVoter.deleteMany({ where: { meetingId } });
  await tx.meetingVoter.deleteMany({ where: { meetingId } });
};

type Line = Omit<VoterLine, "weight" | "shares"> & Weighed;

const lineRows = tableInsert("EligibleVoter", {
  companyId: "text",
  meetingId: "text",
  unitId: "text",
  unitNumber: "text",
  unitKind: "text",
  area: "integer",
  personId: "text",
  shareNumerator: "text",
  shareDenominator: "text",
  voice: "text",
  weight: "text",
  shares: "text",
});

const insertLines = async (
  { tx }: Work,
  { id: meetingId, companyId }: HeldMeeting,
  lines: readonly Line[],
  units: ReadonlyMap<string, RegisterRow>,
): Promise<void> => {
  await lineRows.insert(
    tx,
    lines.map(({ unit, owner, share, voice, weight, shares }) => ({
      companyId,
      meetingId,
      unitId: unit,
      unitNumber: units.get(unit)?.number ?? "",
      unitKind: units.get(unit)?.kind ?? "",
      area: units.get(unit)?.areaHundredths ?? null,
      personId: owner,
      shareNumerator: String(share.numerator),
      shareDenominator: String(share.denominator),
      voice,
      weight: String(weight),
      shares: String(shares),
    })),
  );
};

const voterRows = tableInsert("MeetingVoter", {
  companyId: "text",
  meetingId: "text",
  personId: "text",
  nameSealed: "text",
  units: "text",
  weight: "text",
});

/** One row for each owner, in the order of the first unit. */
const votersOf = (lines: readonly Line[], units: ReadonlyMap<string, RegisterRow>) => {
  const voters = new Map<string, { numbers: string[]; nameSealed: string; voices: Map<string, bigint> }>();
  for (const { owner, unit, voice, weight } of lines) {
    if (owner === null) continue;
    const row = units.get(unit);
    const voter = voters.get(owner) ?? {
      numbers: [],
      nameSealed: row?.names.get(owner) ?? "",
      voices: new Map<string, bigint>(),
    };
    voters.set(owner, voter);
    voter.numbers.push(row?.number ?? "");
    voter.voices.set(voice, weight);
  }
  return [...voters].map(([personId, { numbers, nameSealed, voices }]) => ({
    personId,
    nameSealed,
    units: numbers.join(", "),
    weight: String([...voices.values()].reduce((sum, weight) => sum + weight, 0n)),
  }));
};
