import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeSilent } from "../../../src/jobs/requests/close-silent.ts";
import { escalateOverdueRequests } from "../../../src/jobs/requests/escalate-overdue-requests.ts";
import { resumeDeferred } from "../../../src/jobs/requests/resume-deferred.ts";
import { actsOn } from "../../core/requests/request-acts.ts";
import { must, openDesk, type RequestDesk } from "../../core/requests/request-desk.ts";
import { databases } from "../../support/databases.ts";

const day = 24 * 60;

describe.each(databases)("What runs by itself on $name", (kind) => {
  let desk: RequestDesk;
  beforeAll(async () => {
    desk = await openDesk(kind);
  });
  afterAll(() => desk.close());

  const kinds = async (requestId: string) => (await desk.events(requestId)).map((row) => row.kind);
  const fresh = async () => {
    const { requestId } = await desk.filed({}, desk.manager);
    return { requestId, act: actsOn(desk, requestId) };
  };

  test("overdue requests are escalated once, however often and by however many it runs", async () => {
    const late = [await fresh(), await fresh(), await fresh()];
    const taken = await fresh();
    must(await taken.act.take(desk.manager));
    desk.wait(3 * 60);
    await Promise.all([escalateOverdueRequests(desk.core), escalateOverdueRequests(desk.core)]);
    await escalateOverdueRequests(desk.core);
    for (const { requestId } of late) expect(await kinds(requestId)).toEqual(["filed", "escalated"]);
    expect(await kinds(taken.requestId)).toEqual(["filed", "taken"]);
    desk.wait(2 * day);
    await escalateOverdueRequests(desk.core);
    expect((await desk.events(taken.requestId)).at(-1)?.data).toMatchObject({ due: "fix" });
    for (const { requestId } of late) expect(await kinds(requestId)).toEqual(["filed", "escalated"]);
    const audit = (await desk.audits(taken.requestId)).at(-1);
    expect(audit).toMatchObject({
      role: "system:escalate-overdue",
      channel: "job",
      companyId: desk.companyId,
    });
  });

  test("deferred requests come back on their date, not before", async () => {
    const { requestId, act } = await fresh();
    must(await act.take(desk.manager));
    must(await act.defer(desk.manager, 3));
    desk.wait(3 * day - 1);
    await resumeDeferred(desk.core);
    expect((await desk.row(requestId)).state).toBe("deferred");
    desk.wait(1);
    await Promise.all([resumeDeferred(desk.core), resumeDeferred(desk.core)]);
    expect((await desk.row(requestId)).state).toBe("taken");
    expect(await kinds(requestId)).toEqual(["filed", "taken", "deferred", "resumed"]);
  });

  test("done requests close after 7 days, unless returned", async () => {
    const [silent, returned] = [await fresh(), await desk.filed()];
    const act = actsOn(desk, returned.requestId);
    for (const each of [silent.act, act]) {
      must(await each.take(desk.manager));
      must(await each.done(desk.manager));
    }
    must(await act.return(desk.anna));
    desk.wait(7 * day);
    await closeSilent(desk.core);
    await closeSilent(desk.core);
    expect((await desk.row(silent.requestId)).state).toBe("closed");
    expect(await kinds(silent.requestId)).toEqual(["filed", "taken", "done", "closed"]);
    expect((await desk.row(returned.requestId)).state).toBe("in_progress");
  });

  test("more than a batch is worked off while the event loop keeps turning", async () => {
    const requests = await Promise.all(Array.from({ length: 120 }, fresh));
    desk.wait(3 * 60);
    let turns = 0;
    const ticking = setInterval(() => turns++, 1);
    await escalateOverdueRequests(desk.core);
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(20);
    for (const { requestId } of requests) expect((await desk.row(requestId)).escalatedAt).not.toBeNull();
  });
});
