import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openFileStore } from "../../src/adapters/files/open-file-store.ts";
import { backup } from "../../src/cli/backup.ts";
import { restore } from "../../src/cli/restore.ts";
import type { FileStore } from "../../src/core/files/file-store.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { type S3Server, startS3Server } from "../support/s3/s3-server.ts";

const [sqlite] = databases;
const addresses = ["photo", "video", "report"].map((name) => `${name}-${"0".repeat(20)}`);

describe("backup and restore of files in a bucket", () => {
  let home: TestDatabase;
  let s3: S3Server;
  let bucket: FileStore;
  let folder: string;
  let archive: string;
  let said: string;
  beforeEach(async () => {
    if (!sqlite) throw new Error("no SQLite");
    home = await sqlite.create();
    s3 = await startS3Server();
    bucket = await openFileStore(s3.config());
    for (const address of addresses) await bucket.put(address, Buffer.from(`sealed ${address}`));
    folder = mkdtempSync(join(tmpdir(), "domovoy-bucket-"));
    archive = join(folder, "one.backup");
    said = "";
    const hear = (text: unknown) => {
      said += String(text);
      return true;
    };
    vi.spyOn(process.stdout, "write").mockImplementation(hear);
    vi.spyOn(process.stderr, "write").mockImplementation(hear);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await s3.stop();
    await home.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const key = randomBytes(32).toString("base64");
  const env = (over: Record<string, string> = {}) => ({
    DATABASE_URL: home.url,
    DOMOVOY_KEY: key,
    ...s3.env,
    ...over,
  });

  it("leaves them in the bucket, and says so at the backup and at the restore", async () => {
    expect(await backup(["--output", archive], env())).toBe(0);
    expect(said).toMatch(/the database, no files/);
    expect(said).toContain(`The files stay in s3://house-files/domovoy/ at ${s3.endpoint}`);
    expect(s3.asked.filter(({ act }) => act === "GET")).toEqual([]);
    said = "";
    expect(await restore([archive], env())).toBe(0);
    expect(said).toContain(`with 0 files. It holds no files: they lay in s3://house-files/domovoy/`);
  });

  it("fetches them when it is told to, and puts them back", async () => {
    expect(await backup(["--output", archive, "--with-files"], env())).toBe(0);
    expect(said).toMatch(/the database, 3 files/);
    s3.objects.clear();
    expect(await restore([archive], env())).toBe(0);
    for (const address of addresses) expect(String(await bucket.get(address))).toBe(`sealed ${address}`);
  });

  it("takes files from disk to a bucket, and back", async () => {
    const onDisk = { FILES_URL: `file:${join(folder, "files")}` };
    expect(await backup(["--output", archive, "--with-files"], env())).toBe(0);
    expect(await restore([archive], env(onDisk))).toBe(0);
    const disk = await openFileStore({ kind: "disk", folder: join(folder, "files") });
    for (const address of addresses) expect(String(await disk.get(address))).toBe(`sealed ${address}`);
    s3.objects.clear();
    const second = join(folder, "two.backup");
    expect(await backup(["--output", second], env(onDisk))).toBe(0);
    const beside = { DATABASE_URL: `file:${join(folder, "other.db")}` };
    expect(await restore([second], env(beside))).toBe(0);
    expect([...s3.objects.keys()].sort()).toEqual(addresses.map((address) => `domovoy/${address}`).sort());
  });

  it("leaves no archive and no changed database when the bucket refuses", async () => {
    s3.deny("GET");
    expect(await backup(["--output", archive, "--with-files"], env())).toBe(1);
    expect(said).toMatch(/FILES_URL: .*may not be read.*s3:GetObject/);
    expect(existsSync(archive)).toBe(false);
    s3.allow();
    expect(await backup(["--output", archive, "--with-files"], env())).toBe(0);
    s3.deny("PUT");
    said = "";
    expect(await restore([archive], env())).toBe(1);
    expect(said).toMatch(/may not be written to/);
    expect(said).not.toContain("Restored");
  });

  it("exits 78 with what is wrong with its settings, and 64 on what does not go together", async () => {
    expect(await backup([], env({ AWS_SECRET_ACCESS_KEY: "" }))).toBe(78);
    expect(said).toMatch(/^AWS_SECRET_ACCESS_KEY: is required/);
    expect(await backup(["--no-files", "--with-files"], env())).toBe(64);
  });
});
