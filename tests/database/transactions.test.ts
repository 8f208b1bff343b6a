import { performance } from "node:perf_hooks";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Database, Db, Tx } from "../../src/database/db.ts";
import { lockKey } from "../../src/database/lock-key.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { savepoint } from "../../src/database/savepoint.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.each(databases)("transactions on $name", ({ name, create }) => {
  let home: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    home = await create();
    database = await openDatabase(home.url);
  });
  afterAll(async () => {
    await database.close();
    await home.drop();
  });

  const company = (tx: Tx, title: string) => tx.company.create({ data: { name: title } });
  const count = (title: string) => database.read.company.count({ where: { name: title } });

  it("keeps what a transaction wrote and gives its result", async () => {
    const { id } = await database.transaction((tx) => company(tx, "kept"));
    expect((await database.read.company.findUnique({ where: { id } }))?.name).toBe("kept");
  });

  it("keeps nothing of a transaction that throws", async () => {
    const failing = database.transaction(async (tx) => {
      const { id } = await company(tx, "half");
      await tx.building.create({ data: { companyId: id, address: "A", timeZone: "UTC", language: "ru" } });
      throw new Error("changed my mind");
    });
    await expect(failing).rejects.toThrow("changed my mind");
    expect(await count("half")).toBe(0);
  });

  it("does not show uncommitted rows to readers", async () => {
    let seen = -1;
    await database.transaction(async (tx) => {
      await company(tx, "unseen");
      expect(await tx.company.count({ where: { name: "unseen" } })).toBe(1);
      seen = await count("unseen");
    });
    expect(seen).toBe(0);
    expect(await count("unseen")).toBe(1);
  });

  it("refuses writes through read", async () => {
    await expect(database.read.company.create({ data: { name: "smuggled" } })).rejects.toThrow();
    expect(await count("smuggled")).toBe(0);
  });

  it("reads by more ids than a statement takes, also while connections are made", async () => {
    const { id } = await database.transaction((tx) => company(tx, "one of many"));
    const ids = [id, ...Array.from({ length: 70_000 }, (_none, at) => `none-${at}`)];
    const find = (db: Db) => db.company.findMany({ where: { id: { in: ids } }, select: { id: true } });
    const [first, second, within] = await Promise.all([
      find(database.read),
      find(database.read),
      database.transaction((tx) => find(tx)),
    ]);
    expect([first, second, within]).toEqual([[{ id }], [{ id }], [{ id }]]);
  });

  it("undoes a nested write that fails half way", async () => {
    const { id } = await database.transaction((tx) => company(tx, "nest"));
    const building = { address: "Same", timeZone: "UTC", language: "ru" };
    const failing = database.transaction((tx) =>
      tx.company.update({
        where: { id },
        data: { name: "nested", buildings: { create: [building, building] } },
      }),
    );
    await expect(failing).rejects.toMatchObject({ code: "P2002" });
    expect(await count("nested")).toBe(0);
  });

  it("writes nested rows inside a transaction", async () => {
    const building = { address: "Nested", timeZone: "UTC", language: "ru" };
    const { id } = await database.transaction((tx) =>
      tx.company.create({ data: { name: "tree", buildings: { create: [building] } } }),
    );
    expect(await database.read.building.count({ where: { companyId: id } })).toBe(1);
  });

  it("refuses to commit after a swallowed failure, and says what to do", async () => {
    const { id } = await database.transaction((tx) => company(tx, "first"));
    const swallowing = database.transaction(async (tx) => {
      await tx.company.update({ where: { id }, data: { name: "renamed" } });
      await tx.company.create({ data: { id, name: "again" } }).catch(() => {});
    });
    await expect(swallowing).rejects.toMatchObject({ code: "swallowed-failure" });
    expect(await count("renamed")).toBe(0);
  });

  it("goes on after a failure inside a savepoint", async () => {
    const { id } = await database.transaction((tx) => company(tx, "taken"));
    await database.transaction(async (tx) => {
      await company(tx, "before");
      const outcome = await savepoint(tx, async () => {
        await company(tx, "undone");
        await tx.company.create({ data: { id, name: "twin" } });
      });
      expect(outcome.ok).toBe(false);
      await company(tx, "after");
    });
    expect([await count("before"), await count("undone"), await count("after")]).toEqual([1, 0, 1]);
  });

  it("stops a transaction that is open for too long", async () => {
    let kept: Tx | undefined;
    const slow = database.transaction(
      async (tx) => {
        kept = tx;
        await company(tx, "slow");
        await pause(300);
        await company(tx, "slow");
      },
      { timeoutMs: 50 },
    );
    await expect(slow).rejects.toMatchObject({ code: "transaction-timeout" });
    await pause(350);
    expect(await count("slow")).toBe(0);
    expect(() => kept?.company).toThrow("over");
    await database.transaction((tx) => company(tx, "alive"));
  });

  it("finishes what was asked for before it closes, and refuses the rest", async () => {
    const other = await openDatabase(home.url);
    const asked = other.transaction(async (tx) => {
      await pause(30);
      await company(tx, "last");
    });
    const closing = other.close();
    await expect(other.transaction((tx) => company(tx, "late"))).rejects.toMatchObject({ code: "closed" });
    await Promise.all([asked, closing]);
    expect([await count("last"), await count("late")]).toEqual([1, 0]);
  });

  it("lets the holder of a key finish before the next", async () => {
    const { id } = await database.transaction((tx) => company(tx, "0"));
    const add = () =>
      database.transaction(async (tx) => {
        await lockKey(tx, `counter ${id}`);
        const { name: before } = await tx.company.findUniqueOrThrow({ where: { id } });
        await pause(2);
        await tx.company.update({ where: { id }, data: { name: String(Number(before) + 1) } });
      });
    await Promise.all(Array.from({ length: 12 }, add));
    expect((await database.read.company.findUniqueOrThrow({ where: { id } })).name).toBe("12");
  });

  it("keeps timers alive under a stream of transactions and reads", async () => {
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    /** How often a timer had its turn in a third of a second of such work, which never rests by itself. */
    const turnsAmong = async (work: () => Promise<unknown>): Promise<number> => {
      const before = turns;
      const end = performance.now() + 300;
      while (performance.now() < end) await work();
      return turns - before;
    };
    const amongTransactions = await turnsAmong(() => database.transaction((tx) => company(tx, "stream")));
    const amongReads = await turnsAmong(() => count("stream"));
    clearInterval(timer);
    expect(amongTransactions).toBeGreaterThan(1);
    expect(amongReads).toBeGreaterThan(1);
  });

  it.runIf(name === "sqlite")("takes transactions in the order in which they were asked for", async () => {
    const order: number[] = [];
    let open = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        database.transaction(async (tx) => {
          open += 1;
          most = Math.max(most, open);
          await company(tx, "queue");
          await pause(i % 3);
          order.push(i);
          open -= 1;
        }),
      ),
    );
    expect(order).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(most).toBe(1);
  });

  it.runIf(name === "postgresql")("runs a transaction again after a deadlock", async () => {
    const [a, b] = await database.transaction(async (tx) => [await company(tx, "a"), await company(tx, "b")]);
    let runs = 0;
    const cross = (first: string, second: string) =>
      database.transaction(async (tx) => {
        runs += 1;
        await tx.company.update({ where: { id: first }, data: { lastRequest: { increment: 1 } } });
        await pause(100);
        await tx.company.update({ where: { id: second }, data: { lastRequest: { increment: 1 } } });
      });
    await Promise.all([cross(a.id, b.id), cross(b.id, a.id)]);
    expect(runs).toBeGreaterThan(2);
    expect((await database.read.company.findUniqueOrThrow({ where: { id: a.id } })).lastRequest).toBe(1002);
  });

  it.runIf(name === "postgresql")("survives the loss of its connections", async () => {
    const kill =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    await expect(
      database.transaction(async (tx) => {
        await company(tx, "cut");
        await database.read.$executeRawUnsafe(kill);
        await company(tx, "cut");
      }),
    ).rejects.toThrow();
    await database.transaction((tx) => company(tx, "reconnected"));
    expect([await count("cut"), await count("reconnected")]).toEqual([0, 1]);
  });

  it("goes on after days, when Prisma's own transaction beneath is renewed", async () => {
    // The last of all: what else looks at this clock waits afterwards until it is there again.
    const day = 24 * 3600 * 1000;
    for (let days = 2; days < 5; days += 1) {
      const later = vi.spyOn(performance, "now").mockReturnValue(performance.now() + days * day);
      try {
        await database.transaction((tx) => company(tx, `day ${days}`));
      } finally {
        later.mockRestore();
      }
      expect(await count(`day ${days}`)).toBe(1);
    }
  });
});
