import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requestHistory } from "../../../src/core/requests/request-history.ts";
import { databases } from "../../support/databases.ts";
import { actsOn } from "./request-acts.ts";
import { codeOf, must, openDesk, type RequestDesk } from "./request-desk.ts";

const day = 24 * 60;

describe.each(databases)("The life of a request on $name", (kind) => {
  let desk: RequestDesk;
  beforeAll(async () => {
    desk = await openDesk(kind);
  });
  afterAll(() => desk.close());

  const fresh = async () => {
    desk.wait(3 * 60);
    const filed = await desk.filed();
    return { ...filed, act: actsOn(desk, filed.requestId) };
  };
  const finished = async () => {
    const request = await fresh();
    must(await request.act.take(desk.manager));
    must(await request.act.done(desk.manager));
    return request;
  };

  test("from filing to rating, with its history and audit", async () => {
    const { requestId, act } = await fresh();
    must(await act.take(desk.manager));
    must(await act.start(desk.manager));
    must(await act.note(desk.manager));
    must(await act.done(desk.manager));
    must(await act.confirm(desk.anna));
    must(await act.rate(desk.anna, 4, ["speed", "quality"]));
    expect(await desk.row(requestId)).toMatchObject({
      state: "closed",
      assigneeId: desk.manager.personId,
      rating: 4,
      ratingReason: "speed,quality",
      version: 6,
    });
    const acts = ["filed", "taken", "started", "noted", "done", "confirmed", "rated"];
    const all = await requestHistory(desk.database.read, desk.vault, requestId, { internal: true });
    expect(all.map((row) => row.act)).toEqual(acts);
    expect(all.map((row) => row.actor?.name)).toEqual([
      "Анна",
      "Мария",
      "Мария",
      "Мария",
      "Мария",
      "Анна",
      "Анна",
    ]);
    const shared = await requestHistory(desk.database.read, desk.vault, requestId, { internal: false });
    expect(shared.map((row) => row.act)).toEqual(acts.filter((each) => each !== "noted"));
    expect((await desk.audits(requestId)).map((entry) => entry.act)).toEqual(
      acts.map((each) => `request.${each}`),
    );
  });

  test("of two presses of Take one wins, the other is told who", async () => {
    const { requestId, act } = await fresh();
    const outcomes = await Promise.all([act.take(desk.manager), act.take(desk.dispatcher)]);
    expect(outcomes.map(codeOf).sort()).toEqual(["already-taken", "done"]);
    const { assigneeId, number } = await desk.row(requestId);
    const who = assigneeId === desk.manager.personId ? "Мария" : "Дмитрий";
    expect(outcomes.find((each) => !each.ok)).toEqual({
      ok: false,
      code: "already-taken",
      params: { number, who },
    });
    expect((await desk.events(requestId)).map((row) => row.kind)).toEqual(["filed", "taken"]);
  });

  test("messages that come together with a press are all kept", async () => {
    const { requestId, act } = await fresh();
    const outcomes = await Promise.all([
      act.take(desk.manager),
      act.answer(desk.anna, "раз"),
      act.answer(desk.anna, "два"),
      act.note(desk.dispatcher, "три"),
    ]);
    expect(outcomes.map(codeOf)).toEqual(["done", "done", "done", "done"]);
    expect((await desk.row(requestId)).version).toBe(4);
  });

  test("residents can't do what is the staff's, nor staff what is the resident's", async () => {
    const { requestId, act } = await fresh();
    const rows = await desk.events(requestId);
    const byResident = [
      await act.take(desk.anna),
      await act.assign(desk.anna),
      await act.note(desk.anna),
      await act.reply(desk.anna),
      await act.defer(desk.anna),
      await act.decline(desk.anna),
      await act.close(desk.anna),
      await act.escalate(desk.manager),
      await act.answer(desk.neighbour),
      await act.answer(desk.manager),
      await act.attach(desk.anna, true),
    ];
    expect(new Set(byResident.map(codeOf))).toEqual(new Set(["forbidden"]));
    expect(await desk.events(requestId)).toEqual(rows);
    expect((await desk.audits(requestId)).filter((each) => each.outcome === "forbidden")).toHaveLength(
      byResident.length,
    );
    const done = await finished();
    for (const by of [desk.manager, desk.neighbour, desk.system]) {
      expect(codeOf(await done.act.rate(by))).toBe("forbidden");
      expect(codeOf(await done.act.confirm(by))).toBe("forbidden");
      expect(codeOf(await done.act.return(by))).toBe("forbidden");
    }
  });

  test("a request that is not there is not found", async () => {
    expect(codeOf(await actsOn(desk, "nothing").take(desk.manager))).toBe("not-found");
  });

  test("what the state does not allow tells the state", async () => {
    const { number, act } = await fresh();
    expect(await act.done(desk.manager)).toEqual({
      ok: false,
      code: "wrong-state",
      params: { state: "new", number },
    });
  });

  test("assigning gives it to staff, offers it to a contractor, and is not for a resident", async () => {
    const { requestId, act } = await fresh();
    expect(codeOf(await act.assign(desk.manager, desk.anna.personId))).toBe("assignee-unknown");
    must(await act.assign(desk.manager, desk.contractor.personId));
    expect(codeOf(await act.assign(desk.manager, desk.contractor.personId))).toBe("already-offered");
    expect(codeOf(await act.start(desk.contractor))).toBe("forbidden");
    expect(await desk.row(requestId)).toMatchObject({ state: "new", takenAt: null });
    must(await act.accept(desk.contractor));
    expect(codeOf(await act.assign(desk.manager, desk.contractor.personId))).toBe("already-assigned");
    expect(await desk.row(requestId)).toMatchObject({ state: "taken", takenAt: desk.time.now });
    must(await act.start(desk.contractor));
    must(await act.assign(desk.manager, desk.dispatcher.personId));
    expect(await desk.row(requestId)).toMatchObject({
      state: "in_progress",
      assigneeId: desk.dispatcher.personId,
    });
    expect(codeOf(await act.done(desk.contractor))).toBe("forbidden");
  });

  test("a question that waits stops the clock until the answer", async () => {
    const { requestId, act } = await fresh();
    must(await act.take(desk.manager));
    const { fixDueAt } = await desk.row(requestId);
    must(await act.ask(desk.manager, true));
    expect(await desk.row(requestId)).toMatchObject({
      pausedAt: desk.time.now,
      pauseReason: "awaiting-owner",
    });
    desk.wait(90);
    must(await act.note(desk.manager));
    expect((await desk.row(requestId)).pausedAt).not.toBeNull();
    must(await act.answer(desk.anna));
    const row = await desk.row(requestId);
    expect(row.pausedAt).toBeNull();
    expect(row.fixDueAt.getTime() - fixDueAt.getTime()).toBe(90 * 60_000);
  });

  test("a pause for want of access is not ended by a message", async () => {
    const { requestId, act } = await fresh();
    expect(codeOf(await act.unpause(desk.manager))).toBe("not-paused");
    expect(codeOf(await act.pause(desk.manager, "nonsense"))).toBe("reason-unknown");
    must(await act.pause(desk.manager));
    expect(codeOf(await act.pause(desk.manager))).toBe("already-paused");
    must(await act.answer(desk.anna));
    expect((await desk.row(requestId)).pauseReason).toBe("no-access");
    must(await act.unpause(desk.manager));
    expect((await desk.row(requestId)).pausedAt).toBeNull();
  });

  test("deferred, it comes back to where it was and later by that time", async () => {
    const { requestId, act } = await fresh();
    const before = await desk.row(requestId);
    expect(codeOf(await act.defer(desk.manager, 0))).toBe("date-in-past");
    expect(codeOf(await act.defer(desk.manager, 367))).toBe("date-too-far");
    expect(codeOf(await act.defer(desk.manager, Number.NaN))).toBe("date-in-past");
    must(await act.defer(desk.manager, 3));
    expect(codeOf(await act.resume(desk.system))).toBe("not-due");
    must(await act.defer(desk.manager, 5));
    desk.wait(5 * day);
    must(await act.resume(desk.system));
    const row = await desk.row(requestId);
    expect(row).toMatchObject({ state: "new", pausedAt: null, deferredUntil: null });
    expect(row.fixDueAt.getTime() - before.fixDueAt.getTime()).toBe(5 * day * 60_000);
    expect(row.reactDueAt.getTime() - before.reactDueAt.getTime()).toBe(5 * day * 60_000);
    must(await act.take(desk.manager));
    must(await act.start(desk.manager));
    must(await act.defer(desk.manager));
    must(await act.resume(desk.manager));
    expect((await desk.row(requestId)).state).toBe("in_progress");
  });

  test("assigned while deferred, it comes back as taken", async () => {
    const { requestId, act } = await fresh();
    must(await act.defer(desk.manager));
    must(await act.assign(desk.manager));
    must(await act.resume(desk.manager));
    expect((await desk.row(requestId)).state).toBe("taken");
  });

  test("declining needs a reason, which the resident sees", async () => {
    const { requestId, act } = await fresh();
    expect(codeOf(await act.decline(desk.manager, " "))).toBe("text-missing");
    must(await act.decline(desk.manager, "Не наш дом"));
    const history = await requestHistory(desk.database.read, desk.vault, requestId, { internal: false });
    expect(history.at(-1)).toMatchObject({ act: "declined", text: "Не наш дом" });
  });

  test("returned by the resident, it keeps its due time and counts", async () => {
    const { requestId, act } = await finished();
    const { fixDueAt } = await desk.row(requestId);
    must(await act.rate(desk.anna, 2));
    desk.wait(day);
    expect(codeOf(await act.return(desk.anna, ""))).toBe("text-missing");
    must(await act.return(desk.anna));
    expect(await desk.row(requestId)).toMatchObject({
      state: "in_progress",
      returnCount: 1,
      fixDueAt,
      doneAt: null,
      rating: null,
    });
  });

  test("closed, it can come back once, within 14 days", async () => {
    const { requestId, act } = await finished();
    must(await act.confirm(desk.anna));
    desk.wait(13 * day);
    must(await act.return(desk.anna));
    must(await act.done(desk.manager));
    must(await act.confirm(desk.anna));
    expect(codeOf(await act.return(desk.anna))).toBe("returned-before");
    const late = await finished();
    must(await late.act.confirm(desk.anna));
    desk.wait(14 * day + 1);
    expect(codeOf(await late.act.return(desk.anna))).toBe("too-late");
    expect((await desk.row(requestId)).returnCount).toBe(1);
  });

  test("a rating is 1 to 5 with known reasons, and may be changed for 7 days", async () => {
    const { requestId, act } = await finished();
    for (const wrong of [0, 6, 2.5, Number.NaN])
      expect(codeOf(await act.rate(desk.anna, wrong))).toBe("rating-out-of-range");
    expect(codeOf(await act.rate(desk.anna, 3, ["weather"]))).toBe("reason-unknown");
    must(await act.rate(desk.anna, 2, ["quality"]));
    desk.wait(6 * day);
    must(await act.rate(desk.anna, 5, []));
    expect(await desk.row(requestId)).toMatchObject({ rating: 5, ratingReason: null });
    desk.wait(2 * day);
    expect(codeOf(await act.rate(desk.anna, 1))).toBe("too-late");
  });

  test("an answer that smells of gas makes it an emergency; due times only come nearer", async () => {
    const { requestId, act } = await fresh();
    const before = await desk.row(requestId);
    const { emergency } = must(await act.answer(desk.anna, "Теперь ещё и пахнет газом"));
    expect(emergency).toEqual({ kind: "gas", call112: true });
    const row = await desk.row(requestId);
    expect(row.priority).toBe("emergency");
    expect(row.reactDueAt.getTime()).toBe(desk.time.now.getTime() + 30 * 60_000);
    expect(row.fixDueAt.getTime()).toBeLessThanOrEqual(before.fixDueAt.getTime());
    expect(must(await act.answer(desk.anna, "всё ещё пахнет газом")).emergency?.call112).toBe(true);
  });

  test("an emergency ends a pause", async () => {
    const { requestId, act } = await fresh();
    must(await act.take(desk.manager));
    must(await act.pause(desk.manager));
    desk.wait(60);
    must(await act.answer(desk.anna, "Прорвало трубу!"));
    const row = await desk.row(requestId);
    expect(row).toMatchObject({ priority: "emergency", pausedAt: null, pauseReason: null });
    expect(row.fixDueAt.getTime()).toBeLessThanOrEqual(desk.time.now.getTime() + 3 * day * 60_000);
  });

  test("it is escalated once, to the manager on call", async () => {
    const { requestId, act } = await fresh();
    expect(codeOf(await act.escalate(desk.system))).toBe("not-due");
    desk.wait(2 * 60 + 1);
    const outcomes = await Promise.all([act.escalate(desk.system), act.escalate(desk.system)]);
    expect(outcomes.map(codeOf).sort()).toEqual(["already-escalated", "done"]);
    const row = (await desk.events(requestId)).at(-1);
    expect(row).toMatchObject({
      kind: "escalated",
      visibility: "internal",
      data: { due: "react", managerId: desk.manager.personId },
    });
    must(await act.take(desk.manager));
    desk.wait(10 * day);
    expect(codeOf(await act.escalate(desk.system))).toBe("already-escalated");
  });

  test("a clock that stands makes nothing overdue", async () => {
    const { act } = await fresh();
    must(await act.take(desk.manager));
    must(await act.pause(desk.manager));
    desk.wait(10 * day);
    expect(codeOf(await act.escalate(desk.system))).toBe("not-due");
  });

  test("done, it closes by itself after 7 days of silence", async () => {
    const { requestId, act } = await finished();
    desk.wait(7 * day - 1);
    expect(codeOf(await act.close(desk.system))).toBe("not-due");
    desk.wait(1);
    must(await act.close(desk.system));
    expect(await desk.row(requestId)).toMatchObject({ state: "closed", closedAt: desk.time.now });
    expect((await desk.events(requestId)).at(-1)?.actorId).toBeNull();
  });
});
