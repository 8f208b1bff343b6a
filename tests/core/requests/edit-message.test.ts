import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../../src/core/access/actor.ts";
import { editMessage } from "../../../src/core/requests/edit-message.ts";
import { requestCard } from "../../../src/core/requests/request-card.ts";
import { requestHistory } from "../../../src/core/requests/request-history.ts";
import { searchRequests } from "../../../src/core/requests/search-requests.ts";
import { databases } from "../../support/databases.ts";
import { actsOn } from "./request-acts.ts";
import { codeOf, must, openDesk, type RequestDesk } from "./request-desk.ts";

describe.each(databases)("Edited messages on $name", (kind) => {
  let desk: RequestDesk;
  beforeAll(async () => {
    desk = await openDesk(kind);
  });
  afterAll(() => desk.close());

  const edit = (by: Actor, source: string, text: string) =>
    desk.as(by, (work) => editMessage(work, { source, text }));
  const found = async (query: string) =>
    (
      await searchRequests(desk.database.read, desk.vault, desk.manager, {
        query,
        page: 1,
        size: 10,
        now: desk.time.now,
      })
    ).total;

  test("the request says the new text, is found by it, and keeps the old one", async () => {
    const { requestId } = await desk.filed({ text: "Сломался домофон", source: "telegram:1:10" });
    must(await edit(desk.anna, "telegram:1:10", "Сломался звонок"));
    must(await edit(desk.anna, "telegram:1:10", "Сломался звонок у двери"));
    const card = await requestCard(desk.database.read, desk.vault, requestId);
    expect(card?.text).toBe("Сломался звонок у двери");
    expect([await found("домофон"), await found("звонок")]).toEqual([0, 1]);
    const history = await requestHistory(desk.database.read, desk.vault, requestId, { internal: false });
    expect(history.map((row) => row.act)).toEqual(["filed", "edited", "edited"]);
    expect(history[0]?.revisions.map((each) => each.text)).toEqual(["Сломался домофон", "Сломался звонок"]);
  });

  test("an edited answer changes its row, an internal note's edit stays internal", async () => {
    const { requestId } = await desk.filed();
    const act = actsOn(desk, requestId);
    must(await act.answer(desk.anna, "После шести", "telegram:1:20"));
    must(await act.note(desk.manager, "Ключ 17", "slack:C:1"));
    must(await edit(desk.anna, "telegram:1:20", "После семи"));
    must(await edit(desk.manager, "slack:C:1", "Ключ 18"));
    const all = await requestHistory(desk.database.read, desk.vault, requestId, { internal: true });
    expect(all.map((row) => [row.act, row.visibility, row.text])).toEqual([
      ["filed", "shared", null],
      ["answered", "shared", "После семи"],
      ["noted", "internal", "Ключ 18"],
      ["edited", "shared", null],
      ["edited", "internal", null],
    ]);
    expect(all[3]?.data.eventId).toBe(all[1]?.id);
  });

  test("only the author edits, and only what says something else", async () => {
    const { requestId } = await desk.filed();
    must(await actsOn(desk, requestId).note(desk.manager, "Ключ 17", "slack:C:2"));
    expect(codeOf(await edit(desk.dispatcher, "slack:C:2", "Другое"))).toBe("forbidden");
    expect(codeOf(await edit(desk.anna, "slack:C:2", "Другое"))).toBe("forbidden");
    expect(codeOf(await edit(desk.manager, "slack:C:2", "Ключ 17 "))).toBe("unchanged");
    expect(codeOf(await edit(desk.manager, "slack:C:2", ""))).toBe("text-missing");
    expect(codeOf(await edit(desk.manager, "slack:C:404", "Другое"))).toBe("not-found");
  });

  test("an edit that tells of fire raises the request", async () => {
    const { requestId } = await desk.filed({ source: "telegram:1:30" });
    const { emergency } = must(await edit(desk.anna, "telegram:1:30", "Из щитка валит дым"));
    expect(emergency).toEqual({ kind: "fire", call112: true });
    expect((await desk.row(requestId)).priority).toBe("emergency");
  });

  test("one message that made two rows is edited in the first", async () => {
    const first = await desk.filed({ source: "slack:C:50" }, desk.manager);
    const second = await desk.filed({ source: "slack:C:50" }, desk.manager);
    must(await edit(desk.manager, "slack:C:50", "Нужен слесарь"));
    expect((await requestCard(desk.database.read, desk.vault, first.requestId))?.text).toBe("Нужен слесарь");
    expect((await requestCard(desk.database.read, desk.vault, second.requestId))?.text).toMatch(
      /^Капает кран/,
    );
  });
});
