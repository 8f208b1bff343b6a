import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PersonActor } from "../../../src/core/access/actor.ts";
import { similarRequests } from "../../../src/core/requests/duplicates/similar-requests.ts";
import { joinedOf, subscribersOf } from "../../../src/core/requests/duplicates/subscribers.ts";
import { changeRequestSettings } from "../../../src/core/requests/settings.ts";
import { databases } from "../../support/databases.ts";
import { actsOn } from "./request-acts.ts";
import { codeOf, must, openDesk, type RequestDesk } from "./request-desk.ts";

describe.each(databases)("Joining and merging on $name", (kind) => {
  let desk: RequestDesk;
  /** Lives with Anna since lately. */
  let wife: PersonActor;
  beforeAll(async () => {
    desk = await openDesk(kind);
    wife = await desk.person(desk.companyId, "Вера", { unitId: desk.unitId, buildingId: desk.buildingId });
    for (const { personId, unitId } of [
      { personId: desk.anna.personId, unitId: desk.unitId },
      { personId: wife.personId, unitId: desk.unitId },
      { personId: desk.neighbour.personId, unitId: desk.otherUnitId },
    ])
      await desk.database.transaction(async (tx) => {
        const { companyId } = desk;
        await tx.occupancy.create({
          data: { companyId, personId, unitId, kind: "owner", from: new Date(0) },
        });
        await tx.identity.create({
          data: { companyId, personId, platform: "telegram", externalId: personId, chatId: personId },
        });
      });
  });
  afterAll(() => desk.close());

  const common = () => ({ unitId: null, buildingId: desk.buildingId, categoryKey: "lift.fault" });
  const offered = async (to: PersonActor) =>
    (await similarRequests(desk.database.read, to, desk.time.now)).map(({ number }) => number);
  const readers = async (requestId: string) =>
    (await subscribersOf(desk.database.read, requestId, desk.time.now)).map(({ personId, own }) => ({
      personId,
      own,
    }));

  test("the common places and the own unit are offered, another's flat and one's own request are not", async () => {
    const lift = await desk.filed(common());
    const tap = await desk.filed();
    expect(await offered(desk.neighbour)).toEqual([lift.number]);
    expect(await offered(desk.anna)).toEqual([]);
    expect(await offered(wife)).toEqual([tap.number, lift.number]);
    expect(codeOf(await actsOn(desk, tap.requestId).join(desk.neighbour))).toBe("forbidden");
    expect(codeOf(await actsOn(desk, lift.requestId).join(desk.anna))).toBe("own-request");
    expect(codeOf(await actsOn(desk, lift.requestId).join(desk.manager))).toBe("forbidden");
    const elsewhere = { ...desk.neighbour, occupancies: [] };
    expect(await offered(elsewhere)).toEqual([]);
    expect(codeOf(await actsOn(desk, lift.requestId).join(elsewhere))).toBe("forbidden");
    const similar = await similarRequests(desk.database.read, wife, desk.time.now);
    expect(JSON.stringify(similar)).not.toMatch(/Капает|Анна/);

    const acts = actsOn(desk, lift.requestId);
    must(await acts.join(desk.neighbour, "И у меня"));
    expect(await offered(desk.neighbour)).toEqual([]);
    expect(codeOf(await acts.join(desk.neighbour))).toBe("already-joined");
    expect(await readers(lift.requestId)).toEqual([{ personId: desk.neighbour.personId, own: true }]);
    must(await acts.leave(desk.neighbour));
    expect(codeOf(await acts.leave(desk.neighbour))).toBe("not-joined");

    const setTo = (duplicateHours: number) =>
      desk.as({ ...desk.manager, roles: [{ kind: "administrator", buildingId: null }] }, (work) =>
        changeRequestSettings(work, { duplicateHours }),
      );
    must(await setTo(0));
    expect(await offered(wife)).toEqual([]);
    must(await setTo(1));
    desk.wait(61);
    expect(await offered(wife)).toEqual([]);
    must(await setTo(72));
    expect(await offered(wife)).toEqual([tap.number, lift.number]);
    expect(codeOf(await setTo(-1))).toBe("hours-out-of-range");
  });

  test("who moves out hears no more, without a word to the office", async () => {
    const { requestId } = await desk.filed(common());
    must(await actsOn(desk, requestId).join(wife));
    expect(await readers(requestId)).toHaveLength(1);
    const moved = { personId: wife.personId };
    await desk.database.transaction((tx) =>
      tx.occupancy.updateMany({ where: moved, data: { to: desk.time.now } }),
    );
    expect(await readers(requestId)).toEqual([]);
    await desk.database.transaction((tx) => tx.occupancy.updateMany({ where: moved, data: { to: null } }));
  });

  test("a chain of merges ends in one request, and each can be split off again with its own people", async () => {
    const first = await desk.filed(common());
    const second = await desk.filed(common(), desk.neighbour);
    const third = await desk.filed({ unitId: desk.otherUnitId }, desk.neighbour);
    must(await actsOn(desk, first.requestId).join(wife));
    must(await actsOn(desk, first.requestId).merge(desk.manager, second.requestId));
    expect(codeOf(await actsOn(desk, third.requestId).merge(desk.manager, first.requestId))).toBe(
      "wrong-state",
    );
    must(await actsOn(desk, second.requestId).merge(desk.manager, third.requestId));
    expect(await desk.row(first.requestId)).toMatchObject({ state: "merged", mergedIntoId: third.requestId });
    // The third is about the neighbour's flat: nothing of it is the others' own.
    expect(new Set(await readers(third.requestId))).toEqual(
      new Set([
        { personId: desk.anna.personId, own: false },
        { personId: wife.personId, own: false },
      ]),
    );

    must(await actsOn(desk, first.requestId).split(desk.dispatcher));
    expect(await desk.row(first.requestId)).toMatchObject({ state: "new", mergedIntoId: null });
    expect(await readers(first.requestId)).toEqual([{ personId: wife.personId, own: true }]);
    expect(await readers(third.requestId)).toEqual([]);
    expect((await joinedOf(desk.database.read, desk.vault, third.requestId)).merged).toEqual([
      { id: second.requestId, number: second.number },
    ]);
    expect(codeOf(await actsOn(desk, first.requestId).split(desk.dispatcher))).toBe("wrong-state");
  });

  test("only requests of one building are merged, by the desk, and none into itself", async () => {
    const { requestId } = await desk.filed();
    const acts = actsOn(desk, requestId);
    expect(codeOf(await acts.merge(desk.manager, requestId))).toBe("same-request");
    expect(codeOf(await acts.merge(desk.manager, "none"))).toBe("not-found");
    const far = await desk.database.transaction((tx) =>
      tx.building.create({
        data: {
          companyId: desk.companyId,
          address: "ул. Мира, 2",
          timeZone: "Europe/Moscow",
          language: "ru",
        },
      }),
    );
    const other = await desk.filed({ unitId: null, buildingId: far.id }, desk.manager);
    expect(codeOf(await acts.merge(desk.manager, other.requestId))).toBe("other-building");
    expect(codeOf(await acts.merge(desk.anna, other.requestId))).toBe("forbidden");
    expect(codeOf(await acts.merge(desk.contractor, other.requestId))).toBe("forbidden");
  });

  test("of a merge and a decline at once one wins, and nothing is half done", async () => {
    const target = await desk.filed(common());
    const { requestId } = await desk.filed();
    const codes = (
      await Promise.all([
        actsOn(desk, requestId).merge(desk.manager, target.requestId),
        actsOn(desk, requestId).decline(desk.dispatcher),
      ])
    ).map(codeOf);
    expect(codes.sort()).toEqual(["done", "wrong-state"]);
    const { state } = await desk.row(requestId);
    const absorbed = (await desk.events(target.requestId)).filter((event) => event.kind === "absorbed");
    expect(absorbed).toHaveLength(state === "merged" ? 1 : 0);
  });
});
