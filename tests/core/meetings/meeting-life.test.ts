import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recountMeeting } from "../../../src/cli/recount.ts";
import { advanceMeetings } from "../../../src/core/meetings/advance-meetings.ts";
import { checkReceipt } from "../../../src/core/meetings/check-receipt.ts";
import { countMeeting } from "../../../src/core/meetings/count-meeting.ts";
import { reconveneMeeting } from "../../../src/core/meetings/lead-meeting.ts";
import { meetingPapers } from "../../../src/core/meetings/meeting-papers.ts";
import { registerProxy } from "../../../src/core/meetings/proxies.ts";
import { recount } from "../../../src/core/meetings/recount.ts";
import { setVotingWeights } from "../../../src/core/meetings/voting-weights.ts";
import { withdrawVote } from "../../../src/core/meetings/withdraw-vote.ts";
import { databases } from "../../support/databases.ts";
import { pastTheGuards } from "../../support/past-the-guards.ts";
import { good } from "../directory/support/town.ts";
import { type Hall, openHall, scan } from "./support/hall.ts";

const code = (outcome: { ok: boolean; code?: string }) => (outcome.ok ? "done" : outcome.code);

describe.each(databases)("a meeting by Russian rules on $name", (database) => {
  let hall: Hall;
  let meetingId: string;
  beforeAll(async () => {
    hall = await openHall(database);
    meetingId = await hall.drafts({}, ["simple", "two-thirds-of-all"]);
    await hall.calls(meetingId);
  });
  afterAll(() => hall.town.close());

  it("keeps the register of the notice, whatever is sold afterwards", async () => {
    const { town } = hall;
    const oleg = await hall.owner("Сидоров");
    await town.asSystem(async ({ tx, now }) => {
      const sold = await tx.occupancy.findFirstOrThrow({ where: { personId: oleg.personId } });
      await tx.occupancy.update({ where: { id: sold.id }, data: { to: now } });
      const buyer = await tx.person.create({
        data: { companyId: town.companyId, nameSealed: town.vault.seal("Новикова Нина") },
      });
      await tx.occupancy.create({
        data: {
          companyId: town.companyId,
          personId: buyer.id,
          unitId: sold.unitId,
          kind: "owner",
          from: now,
          verifiedAt: now,
        },
      });
    });
    expect(code(await hall.votes(meetingId, "Сидоров", "for"))).toBe("not-yet");
    await hall.opens(meetingId);
    expect(code(await hall.votes(meetingId, "Новикова", "for"))).toBe("later-owner");
    expect(code(await hall.votes(meetingId, "Сидоров", "for"))).toBe("done");
    const tally = await town.database.read.meetingTally.findUniqueOrThrow({ where: { meetingId } });
    expect(JSON.stringify(tally.count)).toContain('"weight":"300"');
  });

  it("takes a proxy's vote until the owner votes, and none after that", async () => {
    const { town, manager } = hall;
    const [anna, vera] = [await hall.owner("Анна"), await hall.owner("Котова")];
    expect(code(await hall.votes(meetingId, "Котова", "for", anna.personId))).toBe("no-proxy");
    const give = (files = [scan]) =>
      town.as(manager, (work) =>
        registerProxy(work, {
          meetingId,
          principalId: anna.personId,
          holderId: vera.personId,
          holderName: "Котова Вера",
          files,
        }),
      );
    expect(code(await give([]))).toBe("no-scan");
    good(await give());
    expect(code(await hall.votes(meetingId, "Котова", "against", anna.personId))).toBe("done");
    expect(code(await hall.papers(meetingId, "Анна", "for"))).toBe("done");
    expect(town.events.at(-1)).toMatchObject({ type: "meeting.changed", act: "voted" });
    expect(town.events).toContainEqual(
      expect.objectContaining({ type: "proxy.ended", holderId: vera.personId }),
    );
    expect(code(await hall.votes(meetingId, "Котова", "against", anna.personId))).toBe("no-proxy");
    expect(code(await hall.votes(meetingId, "Анна", "for"))).toBe("voted-on-paper");
    expect(code(await give())).toBe("owner-voted");
  });

  it("lets a vote be taken back, so that a paper can take its place", async () => {
    const petr = await hall.owner("Пётр");
    expect(code(await hall.votes(meetingId, "Пётр", "for"))).toBe("done");
    expect(code(await hall.papers(meetingId, "Пётр", "against"))).toBe("voted-in-chat");
    good(await hall.town.as(petr.account, (work) => withdrawVote(work, { meetingId })));
    expect(code(await hall.papers(meetingId, "Пётр", "against"))).toBe("done");
    expect(code(await hall.papers(meetingId, "Пётр", "for"))).toBe("already-on-paper");
  });

  it("recounts while voting goes on, and shows no figure of what is hidden", async () => {
    const { ok, text } = await recountMeeting(hall.town.core, "1");
    expect(ok).toBe(true);
    expect(text).toMatch(/\(voting\), \d+ ballots\nThe results are hidden until .*\nThe chain is whole/);
    expect(text).not.toMatch(/participating|for \d|against \d|checksum|last ballot/);
  });

  it("refuses who is not verified, incomplete answers and strangers to the register", async () => {
    const { town } = hall;
    const vera = await hall.owner("Котова");
    await town.asSystem(({ tx }) =>
      tx.occupancy.updateMany({ where: { personId: vera.personId }, data: { verifiedAt: null } }),
    );
    expect(code(await hall.votes(meetingId, "Котова", "for"))).toBe("not-verified");
    await town.asSystem(({ tx, now }) =>
      tx.occupancy.updateMany({ where: { personId: vera.personId }, data: { verifiedAt: now } }),
    );
    expect(code(await hall.votes(meetingId, "Котова", "spoiled"))).toBe("bad-answers");
  });

  it("takes no vote from the end on, and counts by itself when the papers' days are over", async () => {
    const { town } = hall;
    const { closesAt } = await town.database.read.meeting.findUniqueOrThrow({ where: { id: meetingId } });
    const before = town.now;
    town.now = new Date(closesAt.getTime() - 1000);
    expect(code(await hall.votes(meetingId, "Сидоров", "against"))).toBe("done");
    town.now = new Date(closesAt.getTime() + 1000);
    expect(code(await hall.votes(meetingId, "Сидоров", "for"))).toBe("ended");
    await advanceMeetings(town.core);
    expect(await stateOf()).toBe("voting");
    town.now = new Date(closesAt.getTime() + 3 * 86_400_000);
    await advanceMeetings(town.core);
    expect(await stateOf()).toBe("counted");
    expect(before < town.now).toBe(true);
  });

  const stateOf = async () =>
    (await hall.town.database.read.meeting.findUniqueOrThrow({ where: { id: meetingId } })).state;

  it("decides by papers and chat together, and says what the papers alone decide", async () => {
    const papers = await meetingPapers(hall.town.database.read, hall.town.vault, meetingId);
    // Of 172.40 m²: 60 against in chat, 26.20 for and 26.20 against on paper.
    expect(papers?.card.result).toMatchObject({
      quorum: true,
      all: "862",
      participating: "562",
      onPaper: "262",
    });
    expect(papers?.card.result?.questions.map(({ adopted }) => adopted)).toEqual([false, false]);
    expect(papers?.binding).toMatchObject({ quorum: false, participating: "262" });
    expect(papers?.ballots).toEqual({ chat: 1, paper: 2, proxy: 0 });
    expect(papers?.proxies).toEqual([{ principal: "Иванова Анна", holder: "Котова Вера", cancelled: true }]);
  });

  it("recounts to the same, and names whoever changed a row", async () => {
    const { town } = hall;
    expect(await recountMeeting(town.core, "1")).toMatchObject({
      ok: true,
      text: expect.stringContaining("whole"),
    });
    const third = { where: { meetingId_index: { meetingId, index: 3 } } };
    const forges = town.asSystem(({ tx }) => tx.meetingBallot.update({ ...third, data: { by: "proxy" } }));
    await expect(forges).rejects.toThrow();
    const removes = town.asSystem(({ tx }) => tx.meetingBallot.delete(third));
    await expect(removes).rejects.toThrow();
    expect(await recountMeeting(town.core, "1")).toMatchObject({ ok: true });
    await pastTheGuards(town.database, (tx) =>
      tx.meetingBallot.update({ ...third, data: { receivedOn: "2026-12-01" } }),
    );
    const tampered = await recountMeeting(town.core, "1");
    expect(tampered).toMatchObject({ ok: false, text: expect.stringContaining("Ballot 3 does not follow") });
  });
});

describe.each(databases)("secret ballots on $name", (database) => {
  let hall: Hall;
  let meetingId: string;
  beforeAll(async () => {
    hall = await openHall(database, "generic");
    meetingId = await hall.drafts({ secret: true, weight: "area" });
    await hall.calls(meetingId);
    await hall.opens(meetingId);
  });
  afterAll(() => hall.town.close());

  it("keep choices apart from names, prove that one voted, and can be checked by a code", async () => {
    const { town } = hall;
    const cast = good(await hall.votes(meetingId, "Анна", "for"));
    good(await hall.votes(meetingId, "Сидоров", "against"));
    const ballots = await town.database.read.meetingBallot.findMany({ where: { meetingId } });
    expect(ballots.map(({ answersSealed }) => answersSealed)).toEqual([null, null]);
    const choices = await town.database.read.secretChoice.findMany({ where: { meetingId } });
    const people = (await town.database.read.person.findMany()).map(({ id }) => id);
    for (const id of people) expect(JSON.stringify(choices)).not.toContain(id);
    const anna = await hall.owner("Анна");
    const look = (typed: string) =>
      town.as(anna.account, (work) => checkReceipt(work, { meetingId, code: typed }));
    expect(Object.values(good(await look(cast.receipt?.toLowerCase() ?? "")))).toEqual(["for"]);
    expect(code(await look("AAAA-AAAA-AAAA"))).toBe("unknown-code");
    const everything = JSON.stringify([
      ...(await town.database.read.auditEntry.findMany()).map(({ detailSealed }) =>
        detailSealed ? town.vault.open(detailSealed) : "",
      ),
    ]);
    expect(everything).not.toContain(cast.receipt);
    expect(everything).not.toMatch(/"(for|against)"/);
  });

  it("are not taken on paper, where name and choice would stand together, nor promised to proxies from outside", async () => {
    const { town, manager } = hall;
    const kotova = await hall.owner("Котова");
    expect(code(await hall.papers(meetingId, "Котова", "for"))).toBe("secret-paper");
    const outside = {
      meetingId,
      principalId: kotova.personId,
      holderId: null,
      holderName: "Соколов Иван",
      files: [scan],
    };
    expect(code(await town.as(manager, (work) => registerProxy(work, outside)))).toBe("outside-in-secret");
    expect(await town.database.read.attachment.count()).toBe(0);
    const { via } = await town.database.read.meetingVoter.findUniqueOrThrow({
      where: { meetingId_personId: { meetingId, personId: kotova.personId } },
    });
    expect(via).toBeNull();
  });

  it("are final, and are counted from the urn", async () => {
    expect(code(await hall.votes(meetingId, "Анна", "against"))).toBe("final");
    const { faults, result } = await hall.counts(meetingId);
    expect(faults).toEqual([]);
    expect(result).toMatchObject({ participating: "431", all: "862" });
  });

  it("show when one was changed in the urn", async () => {
    const { town } = hall;
    const choice = await town.database.read.secretChoice.findFirstOrThrow({ where: { meetingId } });
    const answers = await hall.all(meetingId, "abstain");
    await pastTheGuards(town.database, (tx) =>
      tx.secretChoice.update({
        where: { id: choice.id },
        data: { answersSealed: town.vault.seal(JSON.stringify(answers)) },
      }),
    );
    const again = await recount(town.database.read, town.vault, meetingId);
    expect(again?.faults.map(({ code: fault }) => fault)).toEqual(["urn", "tally", "result"]);
  });
});

describe.each(databases)("other countries' rules on $name", (database) => {
  it("Germany: heads, co-owners as one, no quorum, and costs need half of the shares too", async () => {
    const hall = await openHall(database, "de");
    const { town, manager, buildingId } = hall;
    const meetingId = await hall.drafts({}, ["simple", "cost-sharing"]);
    good(
      await town.as(manager, (work) =>
        setVotingWeights(work, { buildingId, text: "45 600\n46; 300\n47\t100" }),
      ),
    );
    await hall.calls(meetingId);
    await hall.opens(meetingId);
    good(await hall.votes(meetingId, "Пётр", "for"));
    good(await hall.votes(meetingId, "Анна", "against"));
    good(await hall.votes(meetingId, "Сидоров", "for"));
    good(await hall.votes(meetingId, "Котова", "abstain"));
    const { result, faults } = await hall.counts(meetingId);
    expect(faults).toEqual([]);
    // Pyotr and Anna disagree, so that their one vote is void; all votes cast are for, with 300 of 1000 shares.
    expect(result.questions).toMatchObject([
      { for: "1", against: "0", abstain: "1", spoiled: "1", adopted: true },
      { for: "1", adopted: false },
    ]);
    await town.close();
  });

  it("United States: the first co-owner binds, and a meeting without a quorum is reconvened with a smaller one", async () => {
    const hall = await openHall(database, "us");
    const { town, manager } = hall;
    const meetingId = await hall.drafts({ quorum: "2/3" });
    await hall.calls(meetingId);
    await hall.opens(meetingId);
    good(await hall.votes(meetingId, "Анна", "for"));
    expect(code(await hall.votes(meetingId, "Пётр", "against"))).toBe("unit-voted");
    expect(code(await hall.votes(meetingId, "Анна", "against"))).toBe("final");
    const { result } = await hall.counts(meetingId);
    expect(result).toMatchObject({ quorum: false, participating: "1", all: "3" });
    const from = town.now.getTime();
    const dates = { opensAt: new Date(from + 6 * 86_400_000), closesAt: new Date(from + 9 * 86_400_000) };
    const again = good(await town.as(manager, (work) => reconveneMeeting(work, { meetingId, ...dates })));
    expect(code(await town.as(manager, (work) => reconveneMeeting(work, { meetingId, ...dates })))).toBe(
      "already-reconvened",
    );
    await hall.calls(again.meetingId);
    await hall.opens(again.meetingId).catch(() => undefined);
    town.now = new Date(from + 7 * 86_400_000);
    good(await hall.votes(again.meetingId, "Анна", "for"));
    town.now = new Date(from + 20 * 86_400_000);
    await countMeeting(town.core, again.meetingId);
    const second = await recount(town.database.read, town.vault, again.meetingId);
    expect(second?.result).toMatchObject({ quorum: true, questions: [{ adopted: true }] });
    await town.close();
  });
});
