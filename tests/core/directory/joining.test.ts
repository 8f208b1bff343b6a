import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { askToJoin } from "../../../src/core/directory/ask-to-join.ts";
import { decideJoin } from "../../../src/core/directory/decide-join.ts";
import { type Invitee, issueInvite } from "../../../src/core/directory/issue-invite.ts";
import { joinByInvite } from "../../../src/core/directory/join-by-invite.ts";
import { joinByPhone } from "../../../src/core/directory/join-by-phone.ts";
import { moveOut } from "../../../src/core/directory/move-out.ts";
import { resolveActor } from "../../../src/core/directory/resolve-actor.ts";
import { databases } from "../../support/databases.ts";
import { createTown, good, slack, type Town, telegram } from "./support/town.ts";

describe.each(databases)("joining on $name", (kind) => {
  let town: Town;
  let manager: Awaited<ReturnType<Town["staff"]>>;
  let account = telegram("0");
  let count = 100;

  beforeAll(async () => {
    town = await createTown(kind);
    manager = await town.staff("Marina", "manager");
  });
  afterAll(() => town.close());
  beforeEach(() => {
    town.events.length = 0;
    count += 1;
    account = telegram(String(count));
  });

  const invite = async (invitee: Invitee) =>
    good(await town.as(manager.account, (work) => issueInvite(work, { companyId: town.companyId, invitee })));
  const inviteTo = async (number: string) =>
    invite({ to: "unit", unitId: (await town.unit(number)).id, kind: "tenant" });
  const join = (code: string, who = account) => town.as(who, (work) => joinByInvite(work, { code }));
  const actorOf = (who = account) =>
    town.database.transaction((tx) => resolveActor(tx, who, { name: "x", language: "en-GB" }, town.now));
  const personIdOf = async (name: string) => {
    const people = await town.database.read.person.findMany();
    return people.find(({ nameSealed }) => town.vault.open(nameSealed) === name)?.id ?? "";
  };

  describe("by a code", () => {
    it("lets a stranger into the unit, once", async () => {
      const unit = await town.unit("46");
      const { code } = await inviteTo("46");
      const joined = good(await join(code.toLowerCase().replaceAll("-", "")));
      expect(await actorOf()).toEqual({
        kind: "person",
        companyId: town.companyId,
        personId: joined.personId,
        language: "en",
        account,
        roles: [],
        occupancies: [
          { unitId: unit.id, buildingId: unit.buildingId, kind: "tenant", since: expect.any(Date) },
        ],
      });
      expect(town.events).toContainEqual({
        type: "person.joined",
        companyId: town.companyId,
        personId: joined.personId,
      });
      expect(await join(code, telegram("999"))).toMatchObject({ ok: false, code: "used-code" });
      expect(await actorOf(telegram("999"))).toMatchObject({ kind: "stranger" });
    });

    it("is not stored, and works for seven days", async () => {
      const { code, inviteId } = await inviteTo("46");
      const row = await town.database.read.invite.findUniqueOrThrow({ where: { id: inviteId } });
      expect(JSON.stringify(row)).not.toContain(code.replaceAll("-", ""));
      const issued = town.now;
      try {
        town.now = new Date(issued.getTime() + 7 * 86_400_000);
        expect(await join(code)).toMatchObject({ code: "expired-code" });
        town.now = new Date(issued.getTime() + 7 * 86_400_000 - 1);
        expect(await join(code)).toMatchObject({ ok: true });
      } finally {
        town.now = issued;
      }
    });

    it("locks the account for 15 minutes after five wrong ones, and no other account", async () => {
      const { code } = await inviteTo("46");
      const wrong = [];
      for (let i = 0; i < 5; i += 1) wrong.push(await join("AAAA-BBBB-CCCC-DDDD"));
      expect(wrong.slice(0, 4).map((outcome) => outcome.ok || outcome.params?.count)).toEqual([4, 3, 2, 1]);
      expect(wrong[4]).toEqual({ ok: false, code: "locked", params: { count: 15 } });
      const locked = town.now;
      try {
        town.now = new Date(locked.getTime() + 14.5 * 60_000);
        expect(await join(code)).toEqual({ ok: false, code: "locked", params: { count: 1 } });
        expect(await join("nonsense", telegram("888"))).toMatchObject({ code: "wrong-code" });
        town.now = new Date(locked.getTime() + 15 * 60_000);
        expect(await join(code)).toMatchObject({ ok: true });
      } finally {
        town.now = locked;
      }
    });

    it("of a person of the register joins as that person, on each account, but never as two", async () => {
      const personId = await personIdOf("Сидоров Олег");
      const first = await invite({ to: "person", personId });
      expect(good(await join(first.code)).personId).toBe(personId);
      const second = await invite({ to: "person", personId });
      expect(good(await join(second.code, telegram("777"))).personId).toBe(personId);
      const other = await invite({ to: "person", personId: await personIdOf("Котова Вера") });
      expect(await join(other.code)).toMatchObject({ code: "already-joined" });
      expect(await join(other.code, telegram("776"))).toMatchObject({ ok: true });
    });

    it("adds a second unit to somebody who is already here", async () => {
      const first = good(await join((await inviteTo("46")).code));
      const second = good(await join((await inviteTo("47")).code));
      expect(second.personId).toBe(first.personId);
      expect(await actorOf()).toMatchObject({ occupancies: [{ kind: "tenant" }, { kind: "tenant" }] });
    });

    it("makes staff only when an administrator issued it", async () => {
      const issue = (work: Parameters<typeof issueInvite>[0]) =>
        issueInvite(work, { companyId: town.companyId, invitee: { to: "staff", role: "administrator" } });
      expect(await town.as(manager.account, issue)).toMatchObject({ code: "forbidden" });
      expect(await town.as(account, issue)).toMatchObject({ code: "forbidden" });
      const { code } = good(await town.asSystem(issue));
      expect(good(await join(code, slack("U1"))).role).toBe("administrator");
      expect(await actorOf(slack("U1"))).toMatchObject({
        roles: [{ kind: "administrator", buildingId: null }],
      });
    });

    it("leaves refusals in the audit log", async () => {
      await join("AAAA-BBBB-CCCC-DDDD");
      const entries = await town.database.read.auditEntry.findMany({
        where: { account: `telegram:${account.externalId}` },
      });
      expect(entries).toMatchObject([
        { act: "join.redeem", outcome: "wrong-code", role: "stranger", channel: "telegram" },
      ]);
    });
  });

  describe("by the own phone", () => {
    const share = (phone: string, own = true, who = account) =>
      town.as(who, (work) => joinByPhone(work, { phone, own }));

    it("joins as the one person of the register who has it", async () => {
      const joined = good(await share("79161234567"));
      expect(joined.personId).toBe(await personIdOf("Иванов Пётр"));
      const contact = await town.database.read.contactPoint.findFirstOrThrow({
        where: { personId: joined.personId },
      });
      expect(contact.confirmedAt).toEqual(town.now);
      expect(await share("79161234567")).toMatchObject({ code: "already-joined" });
    });

    it("refuses a forwarded contact", async () => {
      expect(await share("79160000001", false)).toMatchObject({ code: "not-own" });
      expect(await actorOf()).toMatchObject({ kind: "stranger" });
    });

    it("asks further when several or none have it, and keeps the number with the request", async () => {
      expect(await share("79167777777")).toMatchObject({ code: "no-match" });
      expect(await share("79990000000", true, telegram("555"))).toMatchObject({ code: "no-match" });
      expect(town.events).toEqual([]);
      const { joinRequestId } = good(
        await town.as(account, (work) => askToJoin(work, { name: "Олег", text: "кв. 46" })),
      );
      const request = await town.database.read.joinRequest.findUniqueOrThrow({
        where: { id: joinRequestId },
      });
      expect(town.vault.open(request.phoneSealed ?? "")).toBe("+79167777777");
      expect(town.events).toEqual([{ type: "join.asked", companyId: town.companyId, joinRequestId }]);
    });

    it("does not let back in who moved out", async () => {
      const { id: unitId } = await town.unit("45");
      const personId = good(await share("79160000002")).personId;
      expect(personId).toBe(await personIdOf("Иванова Анна"));
      good(await town.as(manager.account, (work) => moveOut(work, { personId, unitId })));
      expect(await actorOf()).toMatchObject({ kind: "person", occupancies: [], roles: [] });
      expect(await share("79160000002", true, telegram("444"))).toMatchObject({ code: "no-match" });
    });
  });

  describe("by asking", () => {
    const ask = (text = "кв. 46") => town.as(account, (work) => askToJoin(work, { name: "Ольга", text }));
    const decide = (
      joinRequestId: string,
      decision: Parameters<typeof decideJoin>[1]["decision"],
      who = manager.account,
    ) => town.as(who, (work) => decideJoin(work, { joinRequestId, decision }));

    it("waits for the staff, with one request at a time", async () => {
      const { joinRequestId } = good(await ask());
      expect(await ask()).toMatchObject({ code: "already-asked" });
      expect(await actorOf()).toMatchObject({ kind: "stranger" });
      const unit = await town.unit("46");
      const decision = { approve: true, unitId: unit.id, kind: "owner" } as const;
      expect(await decide(joinRequestId, decision, account)).toMatchObject({ code: "forbidden" });
      const { personId } = good(await decide(joinRequestId, decision));
      expect(await actorOf()).toMatchObject({ personId, occupancies: [{ unitId: unit.id, kind: "owner" }] });
      expect(await decide(joinRequestId, { approve: false, reason: "нет" })).toMatchObject({
        code: "wrong-state",
      });
      expect(town.events.map(({ type }) => type)).toEqual([
        "join.asked",
        "holdings.changed",
        "join.decided",
        "person.joined",
      ]);
    });

    it("tells the reason of a refusal, and may be tried again", async () => {
      const { joinRequestId } = good(await ask());
      expect(await decide(joinRequestId, { approve: false, reason: "  " })).toMatchObject({
        code: "no-reason",
      });
      good(await decide(joinRequestId, { approve: false, reason: "Такой квартиры нет" }));
      const request = await town.database.read.joinRequest.findUniqueOrThrow({
        where: { id: joinRequestId },
      });
      expect(town.vault.open(request.reasonSealed ?? "")).toBe("Такой квартиры нет");
      expect(await ask("кв. 47")).toMatchObject({ ok: true });
    });

    it("recognises the person of the register by name", async () => {
      await town.as(account, (work) => askToJoin(work, { name: "ПЕТРОВ пётр", text: "46" }));
      const unit = await town.unit("46");
      const registered = await town.asSystem(async ({ tx, vault }) => {
        const { companyId } = town;
        const { id } = await tx.person.create({ data: { companyId, nameSealed: vault.seal("Петров Петр") } });
        await tx.occupancy.create({
          data: { companyId, personId: id, unitId: unit.id, kind: "owner", from: town.now },
        });
        return id;
      });
      const { id } = await town.database.read.joinRequest.findFirstOrThrow({
        where: { externalId: account.externalId },
      });
      expect(good(await decide(id, { approve: true, unitId: unit.id, kind: "owner" })).personId).toBe(
        registered,
      );
      expect(await town.database.read.occupancy.count({ where: { personId: registered } })).toBe(1);
    });

    it("is decided for one's own building only", async () => {
      const unit = await town.unit("46");
      const here = await town.staff("Here", "dispatcher", unit.buildingId);
      const there = await town.staff("There", "dispatcher", "another-building");
      const { joinRequestId } = good(await ask());
      const decision = { approve: true, unitId: unit.id, kind: "owner" } as const;
      expect(await decide(joinRequestId, decision, there.account)).toMatchObject({ code: "forbidden" });
      expect(await decide(joinRequestId, decision, here.account)).toMatchObject({ ok: true });
    });
  });
});
