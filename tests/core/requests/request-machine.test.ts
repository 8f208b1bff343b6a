import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../../src/core/access/actor.ts";
import type { Outcome } from "../../../src/core/outcome.ts";
import { editMessage } from "../../../src/core/requests/edit-message.ts";
import { daysAfter } from "../../../src/core/requests/limits.ts";
import { type Move, transition } from "../../../src/core/requests/transitions.ts";
import type { RequestModel, RequestState } from "../../../src/database/types.ts";
import { databases } from "../../support/databases.ts";
import { actsOn, newest } from "./request-acts.ts";
import { codeOf, openDesk, type RequestDesk } from "./request-desk.ts";

const names = ["anna", "neighbour", "manager", "dispatcher", "contractor", "system"] as const;
type Name = (typeof names)[number];

interface Deed {
  move: Move;
  /** How the test presses it. */
  press(acts: Acts, by: Actor, desk: RequestDesk): Promise<Outcome<unknown, string>>;
  /** Who may, besides the assignee where told. */
  who: readonly Name[];
  assignee?: true;
  /** Only while the request is about common places. */
  alsoNeighbour?: true;
  /** What must exist before it can be pressed at all. */
  needs?: "workOffer" | "visit" | "quote";
  /** The refusals that are left to it once person and state are right. */
  refusals?: readonly string[];
}
type Acts = ReturnType<typeof actsOn> & { source: string; otherId: string };

const staff = ["manager", "dispatcher"] as const;
const resident = ["anna"] as const;

const deeds: Record<string, Deed> = {
  take: { move: "take", press: (acts, by) => acts.take(by), who: staff },
  assignDispatcher: {
    move: "assign",
    press: (acts, by) => acts.assign(by),
    who: [...staff, "system"],
    refusals: ["already-assigned"],
  },
  offerContractor: {
    move: "offer",
    press: (acts, by, desk) => acts.assign(by, desk.contractor.personId),
    who: [...staff, "system"],
    refusals: ["already-assigned", "already-offered"],
  },
  accept: {
    move: "accept",
    press: (acts, by) => acts.accept(by),
    who: ["contractor"],
    needs: "workOffer",
    refusals: ["offer-gone"],
  },
  refuse: {
    move: "refuse",
    press: (acts, by) => acts.refuse(by),
    who: ["contractor"],
    needs: "workOffer",
    refusals: ["offer-gone"],
  },
  propose: {
    move: "visit",
    press: (acts, by) => acts.propose(by),
    who: resident,
    assignee: true,
  },
  agree: {
    move: "visit",
    press: (acts, by) => acts.agree(by),
    who: resident,
    assignee: true,
    needs: "visit",
    refusals: ["visit-gone", "own-proposal", "slot-past"],
  },
  arrive: {
    move: "arrive",
    press: (acts, by) => acts.arrive(by),
    who: [],
    assignee: true,
    refusals: ["arrived-already"],
  },
  quote: { move: "quote", press: (acts, by) => acts.quote(by), who: [], assignee: true },
  approve: {
    move: "judge",
    press: (acts, by) => acts.approve(by),
    who: ["manager"],
    needs: "quote",
    refusals: ["quote-decided", "own-quote"],
  },
  turnDown: {
    move: "judge",
    press: (acts, by) => acts.turnDown(by),
    who: ["manager"],
    needs: "quote",
    refusals: ["quote-decided", "own-quote"],
  },
  report: {
    move: "done",
    press: (acts, by) => acts.report(by),
    who: staff,
    assignee: true,
    refusals: ["above-quote"],
  },
  remark: { move: "note", press: (acts, by) => acts.remark(by), who: [], assignee: true },
  join: {
    move: "join",
    press: (acts, by) => acts.join(by),
    who: resident,
    alsoNeighbour: true,
    refusals: ["own-request", "already-joined"],
  },
  leave: {
    move: "leave",
    press: (acts, by) => acts.leave(by),
    who: ["anna", "neighbour", "manager", "dispatcher", "contractor"],
    refusals: ["not-joined"],
  },
  merge: { move: "merge", press: (acts, by) => acts.merge(by, acts.otherId), who: staff },
  split: { move: "split", press: (acts, by) => acts.split(by), who: staff },
  start: { move: "start", press: (acts, by) => acts.start(by), who: staff, assignee: true },
  ask: { move: "ask", press: (acts, by) => acts.ask(by), who: staff, assignee: true },
  askAndWait: { move: "ask", press: (acts, by) => acts.ask(by, true), who: staff, assignee: true },
  reply: { move: "message", press: (acts, by) => acts.reply(by), who: staff, assignee: true },
  note: { move: "note", press: (acts, by) => acts.note(by), who: staff },
  answer: { move: "answer", press: (acts, by) => acts.answer(by), who: resident },
  edit: {
    move: "edit",
    press: (acts, by, desk) =>
      desk.as(by, (work) =>
        editMessage(work, { source: acts.source, text: `Капает кран ${work.now.getTime()}` }),
      ),
    who: resident,
    refusals: ["unchanged"],
  },
  attach: {
    move: "attach",
    press: (acts, by) => acts.attach(by),
    who: [...resident, ...staff, "system"],
    assignee: true,
  },
  defer: { move: "defer", press: (acts, by) => acts.defer(by), who: staff },
  resume: {
    move: "resume",
    press: (acts, by) => acts.resume(by),
    who: [...staff, "system"],
    refusals: ["not-due"],
  },
  pause: {
    move: "pause",
    press: (acts, by) => acts.pause(by),
    who: [...staff, "system"],
    assignee: true,
    refusals: ["already-paused"],
  },
  unpause: {
    move: "unpause",
    press: (acts, by) => acts.unpause(by),
    who: [...staff, "system"],
    assignee: true,
    refusals: ["not-paused"],
  },
  decline: { move: "decline", press: (acts, by) => acts.decline(by), who: staff },
  done: { move: "done", press: (acts, by) => acts.done(by), who: staff, assignee: true },
  confirm: { move: "confirm", press: (acts, by) => acts.confirm(by), who: resident },
  return: {
    move: "return",
    press: (acts, by) => acts.return(by),
    who: resident,
    refusals: ["too-late", "returned-before"],
  },
  rate: { move: "rate", press: (acts, by) => acts.rate(by), who: resident, refusals: ["too-late"] },
  close: { move: "close", press: (acts, by) => acts.close(by), who: ["system"], refusals: ["not-due"] },
  escalate: {
    move: "escalate",
    press: (acts, by) => acts.escalate(by),
    who: ["system"],
    refusals: ["not-due", "already-escalated"],
  },
};

const worker: readonly Name[] = ["manager", "dispatcher", "contractor"];

const usually = (deed: Deed | undefined): readonly Name[] => [
  ...(deed?.who ?? names),
  ...(deed?.assignee ? worker : []),
  ...(deed?.alsoNeighbour ? (["neighbour", "neighbour"] as const) : []),
];

const runs = Number(process.env.DOMOVOY_RUNS ?? 20);

/** Mostly somebody who may, so that the sequences get somewhere. */
const step = fc
  .constantFrom(
    ...Object.keys(deeds),
    ...["take", "start", "done", "done", "confirm", "return"],
    ...["offerContractor", "accept", "accept", "propose", "agree", "quote", "approve", "report", "split"],
  )
  .chain((deed) =>
    fc.record({
      deed: fc.constant(deed),
      by: fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...usually(deeds[deed])) },
        { weight: 1, arbitrary: fc.constantFrom(...names) },
      ),
      hours: fc.constantFrom(0, 0, 1, 5, 30, 100, 200, 400),
    }),
  );

const mayBy = (
  { who, assignee, alsoNeighbour }: Deed,
  by: Name,
  personId: string | null,
  row: RequestModel,
): boolean =>
  who.includes(by) ||
  (alsoNeighbour === true && by === "neighbour" && row.unitId === null) ||
  (assignee === true && worker.includes(by) && row.assigneeId === personId);

describe.each(databases)("Any sequence of acts by anybody on $name", (kind) => {
  let desk: RequestDesk;
  beforeAll(async () => {
    desk = await openDesk(kind);
  });
  afterAll(() => desk.close());

  const facts = async (requestId: string) => ({
    row: await desk.row(requestId),
    events: await desk.events(requestId),
    audits: await desk.audits(requestId),
  });

  /** What goes along with a request: offers, visits, quotes, lines and subscribers agree with its state and history. */
  const checkCompany = async ({ row, events }: Awaited<ReturnType<typeof facts>>) => {
    const { read } = desk.database;
    const where = { requestId: row.id };
    const offers = await read.workOffer.findMany({ where });
    expect(offers.filter(({ state }) => state === "offered").length).toBeLessThanOrEqual(1);
    const accepted = offers.filter(({ state }) => state === "accepted");
    expect(accepted.length).toBeLessThanOrEqual(1);
    if (accepted[0]) expect(row.assigneeId).toBe(accepted[0].contractorId);
    if (!["new", "taken", "in_progress", "deferred"].includes(row.state))
      expect(offers.filter(({ state }) => state === "offered")).toEqual([]);

    const visits = await read.visit.findMany({ where });
    for (const state of ["proposed", "agreed"])
      expect(visits.filter((each) => each.state === state).length).toBeLessThanOrEqual(1);
    for (const { state, contractorId } of visits)
      if (state !== "dropped") expect(contractorId).toBe(row.assigneeId);

    const quotes = await read.quote.findMany({ where, orderBy: { number: "asc" } });
    expect(quotes.map(({ number }) => number)).toEqual(quotes.map((_, index) => index + 1));
    expect(quotes.filter(({ state }) => state === "waiting").length).toBeLessThanOrEqual(1);
    for (const { state, contractorId } of quotes)
      if (state === "waiting") expect(contractorId).toBe(row.assigneeId);
    for (const quote of quotes) if (quote.decidedBy) expect(quote.decidedBy).not.toBe(quote.contractorId);
    const lines = await read.workLine.findMany({ where });
    const sum = (stage: string) =>
      lines.filter((line) => line.stage === stage).reduce((all, { amount }) => all + amount, 0n);
    expect(sum("planned")).toBe(quotes.findLast(({ state }) => state === "approved")?.total ?? 0n);
    const reports = events.filter(({ kind }) => kind === "done");
    const told = reports.map(({ data }) => BigInt((data as { total?: string } | null)?.total ?? "0"));
    expect(sum("actual")).toBe(told.reduce((all, each) => all + each, 0n));

    const count = (kind: string) => events.filter((each) => each.kind === kind).length;
    if (row.state !== "merged" && count("merged") === 0)
      expect(await read.requestSubscriber.count({ where })).toBe(count("joined") - count("left"));
    expect(row.mergedIntoId === null).toBe(row.state !== "merged");
    expect(count("merged") - count("split")).toBe(row.state === "merged" ? 1 : 0);
    expect(row.returnCount).toBe(count("returned"));
    if (["taken", "in_progress", "done", "closed"].includes(row.state)) expect(row.takenAt).not.toBeNull();
    if (row.state === "new") expect(row.takenAt).toBeNull();
    expect(row.doneAt !== null).toBe(row.state === "done" || row.state === "closed");
  };

  test("keeps the rules of the state machine", { timeout: 120_000 + runs * 2000 }, async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 30 }),
        fc.boolean(),
        async (steps, common) => {
          const source = `telegram:machine:${run++}`;
          desk.wait(25 * 60);
          const place = common ? { unitId: null, buildingId: desk.buildingId } : {};
          const { requestId } = await desk.filed({ source, ...place });
          const other = await desk.filed({ unitId: desk.otherUnitId }, desk.neighbour);
          const acts = { ...actsOn(desk, requestId), source, otherId: other.requestId };
          let before = await facts(requestId);
          let deferredFrom: RequestState = "new";
          let mergedFrom: RequestState = "new";
          let closings = 0;
          for (const { deed, by, hours } of steps) {
            desk.wait(hours * 60);
            const { move, press, needs, refusals = [] } = deeds[deed] as Deed;
            const actor = desk[by];
            if (needs && (await newest(desk, needs, requestId)) === "none") continue;
            const code = codeOf(await press(acts, actor, desk));
            const after = await facts(requestId);
            const { row } = before;
            const allowed = mayBy(
              deeds[deed] as Deed,
              by,
              actor.kind === "person" ? actor.personId : null,
              row,
            );
            const back = deferredFrom === "new" && row.takenAt !== null ? "taken" : deferredFrom;
            const to = transition(row.state, move, move === "split" ? mergedFrom : back);

            if (!allowed) expect(code).toBe("forbidden");
            else if (!to.ok) expect(["wrong-state", "already-taken"]).toContain(code);
            else expect(["done", ...refusals]).toContain(code);

            expect(after.audits.length).toBe(before.audits.length + 1);
            expect(after.audits.at(-1)?.outcome).toBe(code);
            if (code !== "done") {
              expect(after.row).toEqual(row);
              expect(after.events).toHaveLength(before.events.length);
            } else {
              expect(after.row.version).toBe(row.version + 1);
              expect(after.events).toHaveLength(before.events.length + 1);
              if (to.ok) expect(after.row.state).toBe(to.value);
              if (row.state === "declined") expect(["note", "leave"]).toContain(move);
              if (row.state === "closed") expect(["note", "leave", "return", "rate"]).toContain(move);
              if (row.state === "merged") expect(["note", "leave", "split"]).toContain(move);
              expect(after.row.fixDueAt.getTime()).toBeGreaterThanOrEqual(row.fixDueAt.getTime());
              expect(after.row.reactDueAt.getTime()).toBeGreaterThanOrEqual(row.reactDueAt.getTime());
              if (row.pausedAt && after.row.pausedAt) expect(after.row.pausedAt).toEqual(row.pausedAt);
              if (row.pausedAt && !after.row.pausedAt) {
                const stood = desk.time.now.getTime() - row.pausedAt.getTime();
                expect(after.row.fixDueAt.getTime() - row.fixDueAt.getTime()).toBe(stood);
                // What somebody has taken was reacted to: that time is past changing.
                const waited = row.takenAt === null ? stood : 0;
                expect(after.row.reactDueAt.getTime() - row.reactDueAt.getTime()).toBe(waited);
              } else {
                expect(after.row.fixDueAt).toEqual(row.fixDueAt);
                expect(after.row.reactDueAt).toEqual(row.reactDueAt);
              }
              if (move === "return") {
                expect(after.row).toMatchObject({ fixDueAt: row.fixDueAt, returnCount: row.returnCount + 1 });
                if (row.state === "closed" && row.closedAt) {
                  closings++;
                  expect(desk.time.now <= daysAfter(row.closedAt, 14)).toBe(true);
                }
              } else expect(after.row.returnCount).toBe(row.returnCount);
              if (move === "defer" && row.state !== "deferred") deferredFrom = row.state;
              if (move === "merge") mergedFrom = row.state === "deferred" ? back : row.state;
            }
            expect(closings).toBeLessThanOrEqual(1);
            expect(after.events.filter((each) => each.kind === "escalated").length).toBe(
              after.row.escalatedAt ? 1 : 0,
            );
            expect(after.row.pausedAt === null).toBe(after.row.pauseReason === null);
            expect(after.row.deferredUntil === null).toBe(after.row.state !== "deferred");
            expect(after.row.closedAt === null).toBe(after.row.state !== "closed");
            await checkCompany(after);
            before = after;
          }
        },
      ),
      { numRuns: runs },
    );
  });
});
