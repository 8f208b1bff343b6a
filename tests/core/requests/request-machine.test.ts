import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../../src/core/access/actor.ts";
import type { Outcome } from "../../../src/core/outcome.ts";
import { editMessage } from "../../../src/core/requests/edit-message.ts";
import { daysAfter } from "../../../src/core/requests/limits.ts";
import { type Move, transition } from "../../../src/core/requests/transitions.ts";
import type { RequestModel, RequestState } from "../../../src/database/types.ts";
import { databases } from "../../support/databases.ts";
import { actsOn } from "./request-acts.ts";
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
  /** The refusals that are left to it once person and state are right. */
  refusals?: readonly string[];
}
type Acts = ReturnType<typeof actsOn> & { source: string };

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
  assignContractor: {
    move: "assign",
    press: (acts, by, desk) => acts.assign(by, desk.contractor.personId),
    who: [...staff, "system"],
    refusals: ["already-assigned"],
  },
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

/** Mostly somebody who may, so that the sequences get somewhere. */
const step = fc
  .constantFrom(...Object.keys(deeds), "take", "start", "done", "done", "confirm", "return")
  .chain((deed) =>
    fc.record({
      deed: fc.constant(deed),
      by: fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...(deeds[deed]?.who ?? names)) },
        { weight: 1, arbitrary: fc.constantFrom(...names) },
      ),
      hours: fc.constantFrom(0, 0, 1, 5, 30, 100, 200, 400),
    }),
  );

const mayBy = ({ who, assignee }: Deed, by: Name, personId: string | null, row: RequestModel): boolean =>
  who.includes(by) || (assignee === true && by === "contractor" && row.assigneeId === personId);

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

  test("keeps the rules of the state machine", { timeout: 120_000 }, async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const source = `telegram:machine:${run++}`;
        desk.wait(25 * 60);
        const { requestId } = await desk.filed({ source });
        const acts = { ...actsOn(desk, requestId), source };
        let before = await facts(requestId);
        let deferredFrom: RequestState = "new";
        let closings = 0;
        for (const { deed, by, hours } of steps) {
          desk.wait(hours * 60);
          const { move, press, refusals = [] } = deeds[deed] as Deed;
          const actor = desk[by];
          const code = codeOf(await press(acts, actor, desk));
          const after = await facts(requestId);
          const { row } = before;
          const allowed = mayBy(
            deeds[deed] as Deed,
            by,
            actor.kind === "person" ? actor.personId : null,
            row,
          );
          const back = deferredFrom === "new" && row.assigneeId !== null ? "taken" : deferredFrom;
          const to = transition(row.state, move, back);

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
            if (row.state === "declined") expect(move).toBe("note");
            if (row.state === "closed") expect(["note", "return", "rate"]).toContain(move);
            expect(after.row.fixDueAt.getTime()).toBeGreaterThanOrEqual(row.fixDueAt.getTime());
            expect(after.row.reactDueAt.getTime()).toBeGreaterThanOrEqual(row.reactDueAt.getTime());
            if (row.pausedAt && after.row.pausedAt) expect(after.row.pausedAt).toEqual(row.pausedAt);
            if (row.pausedAt && !after.row.pausedAt) {
              const stood = desk.time.now.getTime() - row.pausedAt.getTime();
              expect(after.row.fixDueAt.getTime() - row.fixDueAt.getTime()).toBe(stood);
            } else expect(after.row.fixDueAt).toEqual(row.fixDueAt);
            if (move === "return") {
              expect(after.row).toMatchObject({ fixDueAt: row.fixDueAt, returnCount: row.returnCount + 1 });
              if (row.state === "closed" && row.closedAt) {
                closings++;
                expect(desk.time.now <= daysAfter(row.closedAt, 14)).toBe(true);
              }
            } else expect(after.row.returnCount).toBe(row.returnCount);
            if (move === "defer" && row.state !== "deferred") deferredFrom = row.state;
          }
          expect(closings).toBeLessThanOrEqual(1);
          expect(after.events.filter((each) => each.kind === "escalated").length).toBe(
            after.row.escalatedAt ? 1 : 0,
          );
          expect(after.row.pausedAt === null).toBe(after.row.pauseReason === null);
          expect(after.row.deferredUntil === null).toBe(after.row.state !== "deferred");
          expect(after.row.closedAt === null).toBe(after.row.state !== "closed");
          before = after;
        }
      }),
      { numRuns: 20 },
    );
  });
});
