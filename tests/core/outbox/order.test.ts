import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OutboxDraft } from "../../../src/core/outbox/draft.ts";
import { writeOutbox } from "../../../src/core/outbox/enqueue.ts";
import { databases } from "../../support/databases.ts";
import { createTown, type Town } from "../directory/support/town.ts";

const to = (chatId: string, text: string, lane: OutboxDraft["lane"] = "reply"): OutboxDraft => ({
  address: { platform: "telegram", chatId },
  lane,
  language: "en",
  companyId: null,
  subjectId: text,
  what: { kind: "message", content: {} },
});

describe.each(databases)("messages written at the same time, on $name", (database) => {
  let town: Town;
  beforeAll(async () => {
    town = await createTown(database);
  });
  afterAll(() => town.close());

  it("get the ids in the order in which they become visible, chat by chat", async () => {
    const committed: string[] = [];
    const write = (text: string, holdMs: number) =>
      town.database
        .transaction(async (tx) => {
          await writeOutbox(tx, town.vault, town.now, [to("1", text), to("2", text)]);
          await new Promise((resolve) => setTimeout(resolve, holdMs));
        })
        .then(() => void committed.push(text));
    await Promise.all(Array.from({ length: 8 }, (_, index) => write(`m${index}`, index % 2 === 0 ? 40 : 0)));
    for (const chatId of ["1", "2"]) {
      const rows = await town.database.read.outboxMessage.findMany({
        where: { chatId },
        orderBy: { id: "asc" },
      });
      expect(rows.map(({ subjectId }) => subjectId)).toEqual(committed);
    }
  });
});
