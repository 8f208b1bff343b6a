import { describe, expect, it } from "vitest";
import type { Actor, PersonActor, RoleGrant } from "../../../src/core/access/actor.ts";
import { type Act, acts, allow, can, policyTable, type Subject } from "../../../src/core/access/policy.ts";
import { type Holder, holders } from "../../../src/core/access/rule.ts";

/**
 * Written by hand from the rules of the house, not from the code. Columns: unknown, member, author, occupant,
 * neighbour, assignee, administrator, manager, dispatcher, accountant, board, contractor, system.
 * x: yes; c: only with a role for the whole company; .: no.
 */
const expected: Record<Act, string> = {
  //                  unk mem aut occ nei ass  adm man dis acc boa con  sys
  "company.create": /**/ "...... ...... x",
  "company.change": /**/ "...... c..... .",
  "building.add": /*  */ "...... c..... x",
  "register.import": /**/ "...... cc.c.. x",
  "invite.issue": /*  */ "...... xxx... x",
  "invite.staff": /*  */ "...... c..... x",
  "join.ask": /*      */ "xx.... ...... .",
  "join.redeem": /*   */ "xx.... ...... .",
  "join.decide": /*   */ "...... xxx... .",
  "role.grant": /*    */ "...... x..... x",
  "role.revoke": /*   */ "...... x..... x",
  "oncall.set": /*    */ "...... xx.... .",
  "language.set": /*  */ "xx.... ...... .",
  "notices.set": /*   */ "...... cc.... .",
  "unit.view": /*     */ "...... xxxx.. x",
  "unit.change": /*   */ "...... xx.... x",
  "person.find": /*   */ "...... xxxx.. .",
  "person.add": /*    */ "...... xx.... x",
  "person.rename": /* */ "...... xx.... .",
  "person.view": /*   */ "..x... xxxx.. x",
  "occupancy.end": /* */ "..x... xx.... x",
  "occupancy.verify": /**/ "...... xxx... .",
  "occupancy.change": /**/ "...... xx.... .",
  "audit.view": /*    */ "...... c..... x",
  "failures.view": /* */ "...... c..... x",
  "talk.write": /*    */ "..x... ...... .",
  "talk.reply": /*    */ "...... xxx... .",
  "talk.view": /*     */ "..x... xxx... .",
  "talk.close": /*    */ "...... xxx... .",
  "unit.write": /*    */ "...... xxx... .",
  "group.notice": /*  */ "xx.... ...... .",
  "group.link": /*    */ "...... xx.... .",
  "group.rules": /*   */ "...... xx.... .",
  "meeting.prepare": /**/ "...... xx.... .",
  "meeting.lead": /*  */ "...... xx.... .",
  "meeting.record": /**/ "...... xx.... .",
  "meeting.watch": /* */ "...... xxx.x. x",
  "meeting.vote": /*  */ ".x.... ...... .",
  "meeting.read": /*  */ ".x.... ...... .",
  "meeting.advance": /**/ "...... ...... x",
  "incident.manage": /**/ "...... xxx... .",
  "incident.view": /* */ "...... xxxxx. x",
  "incident.answer": /**/ "...xx. ...... .",
  "contact.add": /*   */ "..x... ...... .",
  "contact.change": /**/ "..x... ...... .",
  "notifications.set": "..x... ...... x",
  "contact.end": /*   */ "...... ...... x",
  "sms.view": /*      */ "...... cc.c.. .",
  "sms.tariff": /*    */ "...... c..c.. .",
  "request.file": /*  */ "...xx. xxx... x",
  "request.view": /*  */ "..xx.x xxx... x",
  "request.search": /**/ "...... xxx... x",
  "request.take": /*  */ "...... xxx... .",
  "request.assign": /**/ "...... xxx... x",
  "request.start": /* */ ".....x xxx... .",
  "request.ask": /*   */ ".....x xxx... .",
  "request.answer": /**/ "..x... ...... .",
  "request.note": /*  */ "...... xxx... .",
  "request.edit": /*  */ "..x... ...... .",
  "request.attach": /**/ "..x..x xxx... x",
  "request.defer": /* */ "...... xxx... .",
  "request.resume": /**/ "...... xxx... x",
  "request.pause": /* */ ".....x xxx... x",
  "request.unpause": /**/ ".....x xxx... x",
  "request.decline": /**/ "...... xxx... .",
  "request.done": /*  */ ".....x xxx... .",
  "request.confirm": /**/ "..x... ...... .",
  "request.return": /**/ "..x... ...... .",
  "request.rate": /*  */ "..x... ...... .",
  "request.close": /* */ "...... ...... x",
  "request.escalate": /**/ "...... ...... x",
  "request.join": /*  */ "...xx. ...... .",
  "request.leave": /* */ ".x.... ...... .",
  "request.merge": /* */ "...... xxx... .",
  "request.split": /* */ "...... xxx... .",
  "request.remark": /**/ ".....x ...... .",
  "request.settings": /**/ "...... c..... .",
  "deadline.change": /**/ "...... c..... .",
  "rule.change": /*   */ "...... cc.... .",
  "offer.decide": /*  */ ".....x ...... .",
  "visit.propose": /* */ "..x..x ...... .",
  "visit.agree": /*   */ "..x..x ...... .",
  "visit.arrive": /*  */ ".....x ...... .",
  "visit.remind": /*  */ "...... ...... x",
  "quote.submit": /*  */ ".....x ...... .",
  "quote.approve": /* */ "...... xx.... .",
  "quote.approve-large": /**/ "...... ....x. .",
  "tariff.manage": /* */ "...... c..c.. .",
  "account.manage": /**/ "...... cc.c.. .",
  "month.charge": /*  */ "...... cc.c.. .",
  "month.approve": /* */ "...... ...c.. .",
  "month.publish": /* */ "...... c..c.. .",
  "month.close": /*   */ "...... ...c.. .",
  "bill.view": /*     */ "..xx.. xx.x.. x",
  "payment.record": /**/ "...... ...c.. x",
  "payment.reverse": /**/ "...... ...c.. .",
  "payment.refund": /**/ "...... ...c.. .",
  "opening.enter": /* */ "...... ...c.. x",
  "plan.make": /*     */ "...... cc.c.. .",
  "debts.view": /*    */ "...... xx.x.. x",
  "attach.view": /*   */ "..xx.x xxx... x",
  "note.view": /*     */ "...... xxx... x",
  "poll.create": /*   */ "...... xx..x. .",
  "poll.propose": /*  */ "....x. ...... .",
  "poll.decide": /*   */ "...... xx..x. .",
  "poll.open": /*     */ "...... xx..x. x",
  "poll.steer": /*    */ "...... xx..x. .",
  "poll.end": /*      */ "...... xx..x. x",
  "poll.view": /*     */ "....x. xxx.x. x",
  "poll.vote": /*     */ "...x.. ...... .",
  "poll.add-option": /**/ "...x.. ...... .",
  "poll.export": /*   */ "...... xx..x. .",
  "poll.settings": /* */ "...... xx.... .",
  "report.view": /*   */ "...... xx.xx. x",
  "cost.view": /*     */ "...... xx.xx. x",
  "cost.add": /*      */ "...... xx.x.. .",
  "act.print": /*     */ "...... xxxx.. x",
  "maintenance.plan": /**/ "...... xx.... .",
  "maintenance.view": /**/ "...... xxx.x. x",
  "checklist.tick": /**/ ".....x xxx... .",
  "meter.view": /*    */ "...x.. xxxx.. x",
  "meter.change": /*  */ "...... xxxx.. x",
  "reading.give": /*  */ "...x.. xxxx.. x",
  "reading.overview": /**/ "...... xxxx.. x",
  "reading.import": /**/ "...... cc.c.. x",
  "bill.ask": /*      */ "..xx.. ...... .",
  "bill.answer": /*   */ "...... xx.x.. .",
  "bill.print": /*    */ "...... xx.x.. x",
  "access.note": /*   */ "...... xxx... x",
  "announcement.write": "...... xxx... x",
  "announcement.send": "...... xx.... x",
  "announcement.send-urgent": "...... xxx... x",
  "announcement.view": "...... xxxxx. x",
  "announcement.settings": "...... c..... .",
  "alerts.defaults": /**/ "...... cc.... .",
  "announcement.read": ".x.... ...... .",
  "announcement.acknowledge": ".x.... ...... .",
};

const cell = (act: Act, holder: Holder): string =>
  expected[act].replaceAll(" ", "")[holders.indexOf(holder)] ?? "?";

const account = { platform: "telegram", externalId: "7", chatId: "7" } as const;
const person = (with_: Partial<PersonActor>): PersonActor => ({
  kind: "person",
  companyId: "acme",
  personId: "me",
  language: "ru",
  account,
  roles: [],
  occupancies: [],
  ...with_,
});
const role = (kind: RoleGrant["kind"], buildingId: string | null) =>
  person({ roles: [{ kind, buildingId }] });
const tenant = (unitId: string, buildingId: string) =>
  person({ occupancies: [{ unitId, buildingId, kind: "tenant", since: new Date(0) }] });

const request: Subject = {
  companyId: "acme",
  buildingId: "b1",
  unitId: "u1",
  authorId: "other",
  assigneeId: null,
};
const common: Subject = { ...request, unitId: null };
const subjects: Record<string, Subject> = {
  "a neighbour's request": request,
  "a request about the yard": common,
  "my request": { ...request, authorId: "me" },
  "my request about the yard": { ...common, authorId: "me" },
  "a request assigned to me": { ...request, assigneeId: "me" },
  "a request in another house": { ...request, buildingId: "b2", unitId: "u9" },
  "the company": { companyId: "acme" },
  myself: { companyId: "acme", authorId: "me" },
  "another company's request": { ...request, companyId: "other" },
};

type Expectation = (subject: Subject, cell: (holder: Holder) => string) => boolean;
const yes = (mark: string) => mark === "x" || mark === "c";

const roleHere =
  (kind: Holder, buildingId: string | null): Expectation =>
  (subject, of) => {
    if (subject.companyId !== "acme") return false;
    if (yes(of("member"))) return true;
    const covers = buildingId === null || subject.buildingId === buildingId;
    if (covers && (of(kind) === "x" || (of(kind) === "c" && buildingId === null))) return true;
    if (covers && subject.assigneeId === "me" && yes(of("assignee"))) return true;
    return subject.authorId === "me" && !subject.buildingId && !subject.unitId && yes(of("author"));
  };

const residentHere =
  (unitId: string, buildingId: string): Expectation =>
  (subject, of) => {
    if (subject.companyId !== "acme") return false;
    if (yes(of("member"))) return true;
    const mine = subject.authorId === "me";
    if (subject.unitId)
      return subject.unitId === unitId && (yes(of("occupant")) || (mine && yes(of("author"))));
    if (subject.buildingId) {
      return subject.buildingId === buildingId && (yes(of("neighbour")) || (mine && yes(of("author"))));
    }
    return mine && yes(of("author"));
  };

const roleKinds = ["administrator", "manager", "dispatcher", "accountant", "board", "contractor"] as const;
const walkers: [string, Actor, Expectation][] = [
  ["stranger", { kind: "stranger", account, name: "Someone", language: "ru" }, (_, of) => yes(of("unknown"))],
  ["moved out", person({}), residentHere("none", "none")],
  ["occupant", tenant("u1", "b1"), residentHere("u1", "b1")],
  ["occupant next door", tenant("u2", "b1"), residentHere("u2", "b1")],
  ["system", { kind: "system", name: "job", companyId: null }, (_, of) => yes(of("system"))],
  [
    "system of the company",
    { kind: "system", name: "job", companyId: "acme" },
    (subject, of) => subject.companyId === "acme" && yes(of("system")),
  ],
  ...roleKinds.flatMap((kind): [string, Actor, Expectation][] => [
    [`${kind} of the company`, role(kind, null), roleHere(kind, null)],
    [`${kind} of the house`, role(kind, "b1"), roleHere(kind, "b1")],
    [`${kind} of another house`, role(kind, "b2"), roleHere(kind, "b2")],
  ]),
];

describe("who may do what", () => {
  it("is written out for every act and holder", () => {
    expect(Object.keys(expected).sort()).toEqual([...acts].sort());
    for (const act of acts) expect(expected[act].replaceAll(" ", ""), act).toMatch(/^[xc.]{13}$/);
  });

  it("is as the table says, by holder and reach", () => {
    for (const act of acts) {
      for (const holder of holders) {
        expect(allow(holder, act, "company"), `${holder} ${act}`).toBe(yes(cell(act, holder)));
        expect(allow(holder, act, "building") && cell(act, holder) === "c", `${holder} ${act}`).toBe(false);
      }
    }
  });

  describe.each(walkers)("%s", (_, actor, expectation) => {
    it.each(Object.entries(subjects))("%s", (_name, subject) => {
      for (const act of acts) {
        expect(can(actor, act, subject), act).toBe(expectation(subject, (holder) => cell(act, holder)));
      }
    });
  });

  it("never lets staff rate or confirm in a resident's place", () => {
    for (const kind of roleKinds) {
      for (const subject of Object.values(subjects).filter(({ buildingId }) => buildingId)) {
        expect(can(role(kind, null), "request.rate", subject)).toBe(false);
        expect(can(role(kind, null), "request.confirm", subject)).toBe(false);
      }
    }
  });

  it("ends an author's rights with the occupancy", () => {
    const mine = subjects["my request"];
    if (!mine) throw new Error("no subject");
    expect(can(tenant("u1", "b1"), "request.view", mine)).toBe(true);
    expect(can(person({}), "request.view", mine)).toBe(false);
  });
});

describe("the printed table", () => {
  it("has a row for every act and a column for every holder", () => {
    const lines = policyTable().trim().split("\n");
    expect(lines).toHaveLength(acts.length + 2);
    expect(lines[0]).toBe(`| act | ${holders.join(" | ")} |`);
    expect(lines.find((line) => line.includes("`request.rate`"))?.match(/yes/g)).toHaveLength(1);
    expect(lines.find((line) => line.includes("`audit.view`"))).toContain("whole company");
  });
});
