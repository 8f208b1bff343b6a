import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AlbumStore, createAlbumStore } from "../../../../src/adapters/telegram/inbound/album-store.ts";
import { type Albums, createAlbums } from "../../../../src/adapters/telegram/inbound/albums.ts";
import type { AlbumEvent, AlbumPart } from "../../../../src/adapters/telegram/inbound/update-to-event.ts";
import type { Database } from "../../../../src/database/db.ts";
import { openDatabase } from "../../../../src/database/open-database.ts";
import { databases, type TestDatabase } from "../../../support/databases.ts";
import { memoryLogger, testVault, until } from "../harness.ts";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.each(databases)("albums on $name", (kind) => {
  let files: TestDatabase;
  let database: Database;
  let store: AlbumStore;
  let taken: AlbumEvent[];
  let logs: ReturnType<typeof memoryLogger>;
  const vault = testVault();

  beforeAll(async () => {
    files = await kind.create();
    database = await openDatabase(files.url);
    store = createAlbumStore(database, vault);
  });
  afterAll(async () => {
    await database.close();
    await files.drop();
  });
  beforeEach(async () => {
    await database.transaction((tx) => tx.albumPart.deleteMany());
    taken = [];
    logs = memoryLogger();
  });

  const part = (n: number, album = "g", text = ""): AlbumPart => ({
    id: `telegram:1:${album}${n}`,
    album: `telegram:1:album:${album}`,
    event: {
      id: `telegram:1:${album}${n}`,
      platform: "telegram",
      at: new Date("2026-10-01T10:00:00Z"),
      chat: { id: "42", kind: "private", threadId: null },
      sender: { externalId: "42", privateChatId: "42", name: "Ольга", language: "ru" },
      type: "message",
      message: { chatId: "42", messageId: String(n) },
      text,
      files: [{ kind: "photo", externalId: `file-${n}`, name: null, mime: null, size: null }],
      location: null,
      contact: null,
      replyTo: null,
    },
  });

  const quick = () => ({ store, logger: logs.logger, silenceMs: 150, mostMs: 600, retryMs: 50 });
  const start = (take?: (event: AlbumEvent) => Promise<void>): Albums =>
    createAlbums({
      ...quick(),
      take:
        take ??
        (async (event) => {
          taken.push(event);
        }),
    });
  const fileIds = (event: AlbumEvent | undefined) => event?.files.map((file) => file.externalId);

  it("become one event in the order in which they were sent", async () => {
    const albums = start();
    await Promise.all([albums.add(part(10)), albums.add(part(9, "g", "течёт")), albums.add(part(11))]);
    await until(() => taken.length > 0);
    expect(taken).toHaveLength(1);
    expect(taken[0]).toMatchObject({ id: "telegram:1:album:g", text: "течёт", message: { messageId: "9" } });
    expect(taken[0]?.at).toEqual(new Date("2026-10-01T10:00:00Z"));
    expect(fileIds(taken[0])).toEqual(["file-9", "file-10", "file-11"]);
    await albums.stop();
  });

  it("are sealed while they wait, and forgotten when taken", async () => {
    const albums = start();
    await albums.add(part(1, "g", "секрет"));
    const [row] = await database.read.albumPart.findMany();
    expect(row?.payloadSealed).not.toContain("секрет");
    await until(() => taken.length > 0);
    await albums.stop();
    expect(await database.read.albumPart.findMany({ select: { payloadSealed: true } })).toEqual([
      { payloadSealed: "" },
    ]);
    await store.forgetBefore(new Date(Date.now() + 1000));
    expect(await database.read.albumPart.count()).toBe(0);
  });

  it("count a part once, however often it comes", async () => {
    const albums = start();
    await Promise.all([albums.add(part(1)), albums.add(part(1)), albums.add(part(2))]);
    await until(() => taken.length > 0);
    await albums.add(part(2));
    await pause(300);
    expect(taken.map(fileIds)).toEqual([["file-1", "file-2"]]);
    await albums.stop();
  });

  it("give a part that comes too late as a message of its own", async () => {
    const albums = start();
    await albums.add(part(1));
    await until(() => taken.length === 1);
    await albums.add(part(2));
    await until(() => taken.length === 2);
    expect(taken[1]).toMatchObject({ id: "telegram:1:album:g:2" });
    expect(fileIds(taken[1])).toEqual(["file-2"]);
    await albums.stop();
  });

  it("wait no longer than allowed, though parts keep coming", async () => {
    const albums = start();
    const begun = Date.now();
    for (let n = 1; taken.length === 0 && n < 40; n++) {
      await albums.add(part(n));
      await pause(60);
    }
    expect(Date.now() - begun).toBeLessThan(2000);
    expect(taken).toHaveLength(1);
    await albums.stop();
  });

  it("are picked up after a restart", async () => {
    const before = start();
    await Promise.all([before.add(part(1)), before.add(part(2))]);
    await before.stop();
    expect(taken).toEqual([]);
    const after = start();
    await after.resume();
    await until(() => taken.length > 0);
    expect(fileIds(taken[0])).toEqual(["file-1", "file-2"]);
    await after.stop();
  });

  it("are offered again when the taking failed", async () => {
    let tries = 0;
    const albums = start(async (event) => {
      if (++tries === 1) throw new Error("busy");
      taken.push(event);
    });
    await albums.add(part(1));
    await until(() => taken.length === 1, 8000);
    expect(logs.atLeast(40)).toHaveLength(1);
    await albums.stop();
  });

  /** Does an event once for its id, as the pipeline does, and keeps what it did. */
  const once = () => {
    const claimed = new Set<string>();
    return async (event: AlbumEvent): Promise<void> => {
      if (!claimed.has(event.id)) taken.push(event);
      claimed.add(event.id);
    };
  };

  it("lose no part that comes after a crash between the taking and its note", async () => {
    const take = once();
    const dying = createAlbums({
      store: { ...store, taken: () => Promise.reject(new Error("killed")) },
      logger: logs.logger,
      silenceMs: 150,
      take,
    });
    await Promise.all([dying.add(part(1)), dying.add(part(2))]);
    await until(() => taken.length === 1);
    await dying.stop();
    const after = start(take);
    await Promise.all([after.resume(), after.add(part(3))]);
    await until(() => taken.length === 2);
    await after.stop();
    expect(taken.map(fileIds)).toEqual([["file-1", "file-2"], ["file-3"]]);
    expect(await store.albumsWaiting()).toEqual([]);
  });

  it("lose no part that comes while the others are being taken", async () => {
    const take = once();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const albums = start(async (event) => {
      if (taken.length === 0) {
        await take(event);
        await held;
      } else await take(event);
    });
    await albums.add(part(1));
    await until(() => taken.length === 1);
    await albums.add(part(2));
    await until(() => taken.length === 2);
    release();
    await albums.stop();
    expect(taken.map(fileIds)).toEqual([["file-1"], ["file-2"]]);
  });

  it("are picked up from a process that was killed, while others live", async () => {
    const albums = createAlbums({ ...quick(), mostMs: 1500, sweepMs: 100, take: once() });
    await albums.resume();
    // Stored by another process, which waits for it no more.
    await Promise.all([store.add(part(1), new Date()), store.add(part(2), new Date())]);
    await until(() => taken.length > 0);
    expect(taken.map(fileIds)).toEqual([["file-1", "file-2"]]);
    await albums.stop();
  });

  it("are left to the process that still gets parts by one that starts meanwhile", async () => {
    const take = once();
    const receiving = createAlbums({ ...quick(), silenceMs: 2000, mostMs: 60_000, take });
    const starting = createAlbums({ ...quick(), silenceMs: 2000, mostMs: 60_000, take });
    await receiving.add(part(1));
    await starting.resume();
    for (const n of [2, 3, 4, 5]) {
      await pause(700);
      await receiving.add(part(n));
    }
    await until(() => taken.length > 0);
    await Promise.all([receiving.stop(), starting.stop()]);
    expect(taken.map(fileIds)).toEqual([["file-1", "file-2", "file-3", "file-4", "file-5"]]);
  });

  it("settle before what was sent after them, and only in their chat", async () => {
    const albums = start();
    await albums.add(part(1));
    await albums.settle("43");
    expect(taken).toHaveLength(0);
    await albums.settle("42");
    expect(taken).toHaveLength(1);
    await albums.settle("42");
    await albums.stop();
  });
});
