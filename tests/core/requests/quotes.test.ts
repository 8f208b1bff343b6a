import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PersonActor } from "../../../src/core/access/actor.ts";
import { changeRequestSettings } from "../../../src/core/requests/settings.ts";
import { databases } from "../../support/databases.ts";
import { actsOn } from "./request-acts.ts";
import { codeOf, must, openDesk, type RequestDesk } from "./request-desk.ts";

describe.each(databases)("Quotes and reports on $name", (kind) => {
  let desk: RequestDesk;
  let board: PersonActor;
  beforeAll(async () => {
    desk = await openDesk(kind);
    board = await desk.person(desk.companyId, "Борис", { role: "board" });
  });
  afterAll(() => desk.close());

  const accepted = async () => {
    const { requestId } = await desk.filed();
    const acts = actsOn(desk, requestId);
    must(await acts.assign(desk.manager, desk.contractor.personId));
    must(await acts.accept(desk.contractor));
    return { requestId, acts };
  };
  const limitTo = (approvalLimit: bigint) =>
    desk.as({ ...desk.manager, roles: [{ kind: "administrator", buildingId: null }] }, (work) =>
      changeRequestSettings(work, { approvalLimit }),
    );
  const amounts = async (requestId: string, stage: "planned" | "actual") =>
    (await desk.database.read.workLine.findMany({ where: { requestId, stage }, orderBy: { id: "asc" } })).map(
      ({ amount }) => amount,
    );

  test("exactly the limit is the manager's, a kopeck more the board's, also when it was lowered since", async () => {
    must(await limitTo(100_000n));
    const { acts } = await accepted();
    must(await acts.quote(desk.contractor, "Работа; 1; 1000", ""));
    expect(codeOf(await acts.approve(board))).toBe("forbidden");
    must(await acts.approve(desk.manager));
    must(await acts.quote(desk.contractor, "Работа; 1; 1000,01", ""));
    expect(codeOf(await acts.approve(desk.manager))).toBe("forbidden");
    expect(codeOf(await acts.approve(desk.dispatcher))).toBe("forbidden");
    must(await acts.turnDown(board));
    expect(codeOf(await acts.approve(board))).toBe("quote-decided");
    must(await acts.quote(desk.contractor, "Работа; 1; 900", ""));
    must(await limitTo(50_000n));
    expect(codeOf(await acts.approve(desk.manager))).toBe("forbidden");
    must(await acts.approve(board));
    must(await limitTo(3_000_000n));
  });

  test("nobody approves their own, whatever their roles", async () => {
    const { requestId } = await desk.filed();
    const acts = actsOn(desk, requestId);
    must(await acts.take(desk.manager));
    must(await acts.quote(desk.manager));
    expect(codeOf(await acts.approve(desk.manager))).toBe("own-quote");
    expect(codeOf(await acts.turnDown(desk.manager))).toBe("own-quote");
    const boss = await desk.person(desk.companyId, "Ольга", { role: "administrator" });
    must(await acts.approve(boss));
  });

  test("without an approved quote a contractor reports no costs, and never more than is approved in all", async () => {
    const { requestId, acts } = await accepted();
    expect(codeOf(await acts.report(desk.contractor, "Работа; 1; 0,01"))).toBe("above-quote");
    must(await acts.quote(desk.contractor, "Работа; 2; 1000", ""));
    expect(codeOf(await acts.report(desk.contractor, "Работа; 1; 1000"))).toBe("above-quote");
    must(await acts.approve(desk.manager));
    expect(await amounts(requestId, "planned")).toEqual([200_000n]);
    expect(await acts.report(desk.contractor, "Работа; 2; 1000,01")).toEqual({
      ok: false,
      code: "above-quote",
      params: { asked: "200002", allowed: "200000", currency: "RUB" },
    });
    must(await acts.report(desk.contractor, "Работа; 1,5; 1000"));
    must(await acts.return(desk.anna));
    expect(codeOf(await acts.report(desk.contractor, "Ещё; 1; 500,01"))).toBe("above-quote");
    must(await acts.report(desk.contractor, "Ещё; 1; 500"));
    expect(await amounts(requestId, "actual")).toEqual([150_000n, 50_000n]);
    must(await acts.return(desk.anna));
    must(await acts.quote(desk.contractor, "Работа; 3; 1000", ""));
    must(await acts.approve(desk.manager));
    // The new quote stands in place of the old one.
    expect(await amounts(requestId, "planned")).toEqual([300_000n]);
    must(await acts.report(desk.contractor, "", "Труба; 1; 1000"));
    expect(await amounts(requestId, "actual")).toEqual([150_000n, 50_000n, 100_000n]);
  });

  test("staff spend up to the manager's limit without a quote", async () => {
    const { requestId } = await desk.filed();
    const acts = actsOn(desk, requestId);
    must(await acts.take(desk.manager));
    expect(codeOf(await acts.report(desk.manager, "Работа; 1; 30000,01"))).toBe("above-quote");
    must(await acts.report(desk.manager, "Работа; 1; 30000"));
  });

  test("a quote without an amount, or by somebody else, is none", async () => {
    const { acts } = await accepted();
    expect(codeOf(await acts.quote(desk.contractor, "", ""))).toBe("quote-empty");
    expect(codeOf(await acts.quote(desk.contractor, "Работа; 1; 0", ""))).toBe("quote-empty");
    expect(codeOf(await acts.quote(desk.contractor, "Работа", ""))).toBe("line-unreadable");
    for (const somebody of [desk.anna, desk.manager, board])
      expect(codeOf(await acts.quote(somebody))).toBe("forbidden");
    must(await acts.quote(desk.contractor));
    must(await acts.assign(desk.manager, desk.dispatcher.personId));
    expect(codeOf(await acts.approve(desk.manager))).toBe("quote-decided");
  });
});
