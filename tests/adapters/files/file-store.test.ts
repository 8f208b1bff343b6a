import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type FilesConfig, openFileStore } from "../../../src/adapters/files/open-file-store.ts";
import { isMissingFile, type ListedFileStore } from "../../../src/core/files/file-store.ts";
import { type S3Server, startS3Server } from "../../support/s3/s3-server.ts";

const addressOf = (name: string) => `${name}-${"0".repeat(20)}`;
const listed = async (store: ListedFileStore): Promise<string[]> => {
  const found: string[] = [];
  for await (const address of store.addresses()) found.push(address);
  return found.sort();
};

/** Opens the place of a store. */
const places: Record<string, () => Promise<{ config: FilesConfig; close(): Promise<void> }>> = {
  disk: async () => {
    const folder = mkdtempSync(join(tmpdir(), "domovoy-files-"));
    const close = async () => rmSync(folder, { recursive: true, force: true });
    return { config: { kind: "disk", folder: join(folder, "files") }, close };
  },
  S3: async () => {
    const server = await startS3Server();
    return { config: server.config(), close: server.stop };
  },
};

describe.each(Object.keys(places))("the file store on %s", (name) => {
  let store: ListedFileStore;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const place = await places[name]?.();
    if (!place) throw new Error(`no place for ${name}`);
    store = await openFileStore(place.config);
    close = place.close;
  });
  afterAll(() => close());

  it("is empty before the first file", async () => {
    expect(await listed(store)).toEqual([]);
    expect(await store.has(addressOf("a"))).toBe(false);
  });

  it("gives back what was put, byte by byte", async () => {
    for (const size of [0, 1, 300_000, 6_000_000]) {
      const bytes = randomBytes(size);
      await store.put(addressOf(`size${size}`), bytes);
      expect((await store.get(addressOf(`size${size}`))).equals(bytes)).toBe(true);
      expect(await store.has(addressOf(`size${size}`))).toBe(true);
    }
  });

  it("takes the same address again", async () => {
    await store.put(addressOf("again"), Buffer.from("one"));
    await store.put(addressOf("again"), Buffer.from("two"));
    expect(String(await store.get(addressOf("again")))).toBe("two");
  });

  it("says in one way that a file is not there", async () => {
    const failing = store.get(addressOf("nowhere"));
    await expect(failing).rejects.toSatisfy(isMissingFile);
  });

  it("removes a file and nothing beside it, also twice", async () => {
    await store.put(addressOf("first"), Buffer.from("1"));
    await store.put(addressOf("second"), Buffer.from("2"));
    await store.remove(addressOf("first"));
    await store.remove(addressOf("first"));
    expect([await store.has(addressOf("first")), await store.has(addressOf("second"))]).toEqual([
      false,
      true,
    ]);
  });

  it("tells all that it holds", async () => {
    const names = ["again", "second", "size0", "size1", "size300000", "size6000000"];
    expect(await listed(store)).toEqual(names.map(addressOf));
  });

  it("takes nothing for an address that could lead out of it", async () => {
    for (const address of ["../../../etc/passwd-0123456789", "short", `${addressOf("a")}/b`, ""]) {
      const tries = [() => store.put(address, Buffer.from("x")), () => store.get(address)];
      for (const attempt of tries)
        await expect((async () => attempt())()).rejects.toThrow(/is not the address/);
    }
  });
});

describe("a bucket's faults", () => {
  let server: S3Server;
  beforeAll(async () => {
    server = await startS3Server();
  });
  afterAll(() => server.stop());
  beforeEach(() => server.allow());
  const open = (over: Parameters<S3Server["config"]>[0] = {}) => openFileStore(server.config(over));
  const putting = async (over: Parameters<S3Server["config"]>[0] = {}) =>
    (await open(over)).put(addressOf("a"), Buffer.from("x"));

  it("are tried three times where they pass, and thrown then", async () => {
    server.asked.length = 0;
    server.refuse("SlowDown", 2);
    await putting();
    expect(server.asked.map(({ status }) => status)).toEqual([503, 503, 200]);
    server.refuse("SlowDown", 3);
    await expect(putting()).rejects.toMatchObject({
      code: "busy",
      message: expect.stringContaining("SlowDown"),
    });
    server.refuse("InternalError", 3);
    await expect(putting()).rejects.toMatchObject({ code: "busy" });
  });

  it.each([
    [
      "a bucket that is not there",
      { bucket: "nobodys-bucket" },
      "no-bucket",
      /no bucket nobodys-bucket; create it/,
    ],
    ["a key that nobody knows", { accessKeyId: "AKIAUNKNOWN" }, "keys", /AWS_ACCESS_KEY_ID/],
    ["a wrong secret", { secretAccessKey: "guessed" }, "keys", /AWS_SECRET_ACCESS_KEY/],
    ["a wrong region", { region: "us-east-1" }, "region", /&region=/],
    [
      "a server that is away",
      { endpoint: "http://127.0.0.1:2" },
      "unreachable",
      /no answer from http:\/\/127\.0\.0\.1:2/,
    ],
  ])("%s: with the remedy, and without the secret", async (_, over, code, words) => {
    const fault: unknown = await putting(over).catch((error: unknown) => error);
    expect(fault).toMatchObject({ name: "S3Fault", code, message: expect.stringMatching(words) });
    expect(String(fault)).toMatch(/^S3Fault: FILES_URL: /);
    expect(String(fault)).not.toContain(server.config().secretAccessKey);
  });

  it("a right that is missing is named", async () => {
    server.deny("PUT");
    await expect(putting()).rejects.toMatchObject({
      code: "denied",
      message: expect.stringMatching(/may not be written to .*s3:PutObject/),
    });
    server.deny("GET");
    await expect((await open()).get(addressOf("a"))).rejects.toMatchObject({ code: "denied" });
    server.deny("DELETE");
    await expect((await open()).remove(addressOf("a"))).rejects.toMatchObject({ code: "denied" });
  });

  it("a key that may not list is answered 403 for what is not there: it is put then", async () => {
    server.deny("LIST");
    const store = await open();
    expect(await store.has(addressOf("new"))).toBe(false);
    await store.put(addressOf("new"), Buffer.from("x"));
    expect(await store.has(addressOf("new"))).toBe(true);
  });

  it("a busy bucket is no missing file", async () => {
    server.refuse("SlowDown", 3);
    await expect((await open()).has(addressOf("a"))).rejects.toMatchObject({ code: "busy" });
  });
});
