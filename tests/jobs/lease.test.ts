import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../src/database/db.ts";
import { openDatabase } from "../../src/database/open-database.ts";
import { holdLease } from "../../src/jobs/hold-lease.ts";
import { acquireLease, releaseLease, renewLease } from "../../src/jobs/lease.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000);

describe.each(databases)("a lease on $name", (kind) => {
  let place: TestDatabase;
  let database: Database;
  beforeEach(async () => {
    place = await kind.create();
    database = await openDatabase(place.url);
  });
  afterEach(async () => {
    await database.close();
    await place.drop();
  });
  const claim = (holder: string) => ({ database, name: "poller", holder });

  it("has one holder, until it ends or is given up", async () => {
    expect(await acquireLease(claim("a"), at(0), at(10))).toBe(true);
    expect(await acquireLease(claim("b"), at(9), at(19))).toBe(false);
    expect(await acquireLease(claim("a"), at(9), at(19))).toBe(true);
    expect(await acquireLease(claim("b"), at(11), at(21))).toBe(false);
    expect(await acquireLease(claim("b"), at(19), at(29))).toBe(true);
    expect(await renewLease(claim("a"), at(39))).toBe(false);
    await releaseLease(claim("a"));
    expect(await acquireLease(claim("c"), at(20), at(30))).toBe(false);
    await releaseLease(claim("b"));
    expect(await acquireLease(claim("c"), at(20), at(30))).toBe(true);
  });

  it("goes to one of many who ask at once", async () => {
    const asked = await Promise.all(
      Array.from({ length: 12 }, (_, index) => acquireLease(claim(String(index)), at(0), at(10))),
    );
    expect(asked.filter((won) => won)).toHaveLength(1);
  });

  it("is held by one process at a time, and passes on when that one stops or dies", async () => {
    const others = [await openDatabase(place.url), await openDatabase(place.url)];
    const holding = new Set<string>();
    let most = 0;
    const hold = (name: string, own: Database) =>
      holdLease({
        database: kind.name === "sqlite" ? { ...own, provider: "postgresql" } : own,
        clock: { now: () => new Date() },
        logger: pino({ level: "silent" }),
        name: "poller",
        ttlMs: 2000,
        gained: async () => {
          holding.add(name);
          most = Math.max(most, holding.size);
        },
        lost: async () => void holding.delete(name),
      });
    const first = hold("a", database);
    await expect.poll(() => [...holding]).toEqual(["a"]);
    const [ownB, ownC] = others as [Database, Database];
    const second = hold("b", ownB);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect([...holding]).toEqual(["a"]);
    await first.stop();
    await expect.poll(() => [...holding]).toEqual(["b"]);
    // b loses its database: it gives up before its lease ends and c takes over.
    await ownB.close();
    const third = hold("c", ownC);
    await expect.poll(() => [...holding]).toEqual(["c"]);
    expect(most).toBe(1);
    await third.stop();
    await second.stop().catch(() => {});
    await ownC.close();
  });
});
