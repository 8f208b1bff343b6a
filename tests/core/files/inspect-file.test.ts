import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { fileName } from "../../../src/core/files/file-name.ts";
import { inspectFile } from "../../../src/core/files/inspect-file.ts";

const photoWithPlace = () =>
  sharp({ create: { width: 40, height: 20, channels: 3, background: "#88aacc" } })
    .withExif({
      IFD0: { Copyright: "somebody" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "55/1 45/1 0/1" },
    })
    .jpeg()
    .toBuffer();

describe("inspectFile", () => {
  it("removes the place from a photo", async () => {
    const given = await photoWithPlace();
    expect((await sharp(given).metadata()).exif).toBeDefined();
    const inspected = await inspectFile(given);
    if (!inspected.ok) throw new Error(inspected.code);
    const { exif, width } = await sharp(inspected.bytes).metadata();
    expect(exif).toBeUndefined();
    expect(width).toBe(40);
    expect(inspected).toMatchObject({ kind: "photo", mime: "image/jpeg", extension: "jpg" });
  });

  it("turns a lying photo upright before its orientation is removed", async () => {
    const given = await sharp({ create: { width: 40, height: 20, channels: 3, background: "red" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const inspected = await inspectFile(given);
    if (!inspected.ok) throw new Error(inspected.code);
    expect(await sharp(inspected.bytes).metadata()).toMatchObject({ width: 20, height: 40 });
  });

  it.each([
    ["an empty file", Buffer.alloc(0), "empty"],
    [
      "a program",
      Buffer.concat([Buffer.from("7f454c46020101000000000000000000", "hex"), Buffer.alloc(64)]),
      "wrong-type",
    ],
    ["bytes without meaning", Buffer.from([0, 1, 2, 3, 255, 254]), "wrong-type"],
    ["half a photo", Buffer.from("ffd8ffe000104a46494600010100000100010000", "hex"), "broken-image"],
  ])("refuses %s", async (_what, bytes, code) => {
    expect(await inspectFile(bytes)).toEqual({ ok: false, code });
  });

  it("keeps a PDF and a text", async () => {
    expect(await inspectFile(Buffer.from("%PDF-1.7\n%âãÏÓ\n"))).toMatchObject({ ok: true, kind: "document" });
    expect(await inspectFile(Buffer.from("Показания: 123"))).toMatchObject({ ok: true, mime: "text/plain" });
  });
});

describe("fileName", () => {
  it.each([
    ["Протечка.JPG", "jpg", "Протечка.jpg"],
    ["../../etc/passwd", "txt", "etcpasswd.txt"],
    ["invoice\u202Efdp.exe", "pdf", "invoicefdp.pdf"],
    ["photo.jpg.exe", "jpg", "photo.jpg.jpg"],
    ["Act of work no. 1001", "pdf", "Act of work no. 1001.pdf"],
    [null, "mp4", "file.mp4"],
    ["...", "png", "file.png"],
  ])("makes %j safe", (given, extension, safe) => {
    expect(fileName(given, extension)).toBe(safe);
  });
});

describe("pictures of iPhones", () => {
  /** The head of an HEIC file as cameras write it; its pixels don't matter, since no HEVC is read. */
  const heic = Buffer.concat([
    Buffer.from("00000018", "hex"),
    Buffer.from("ftypheic\0\0\0\0mif1heic", "latin1"),
    Buffer.alloc(400, 7),
  ]);

  it("are refused by a name of their own, so that people can be told the cure", async () => {
    expect(await inspectFile(heic)).toEqual({ ok: false, code: "heic" });
  });

  it("are taken where their pixels are AV1", async () => {
    const avif = await sharp({ create: { width: 40, height: 20, channels: 3, background: "#88aacc" } })
      .avif()
      .toBuffer();
    expect(await inspectFile(avif)).toMatchObject({ ok: true, kind: "photo", mime: "image/jpeg" });
  });
});
