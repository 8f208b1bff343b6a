import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seal, unseal } from "../../src/backup/seal.ts";

const key = randomBytes(32);
const piece = 256 * 1024 + 16;
const header = 35;

async function* pieces(data: Buffer, size = 100_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < data.length; at += size) yield data.subarray(at, at + size);
}
const collect = async (stream: AsyncIterable<Buffer>): Promise<Buffer> => {
  const all: Buffer[] = [];
  for await (const part of stream) all.push(part);
  return Buffer.concat(all);
};
const sealed = (plain: Buffer) => collect(seal(pieces(plain), key));
const opened = (data: Buffer, keys = [key]) => collect(unseal(pieces(data, 70_001), keys));

describe("sealed streams", () => {
  it("give back what was sealed, of any size, in any pieces", async () => {
    const border = 256 * 1024;
    const sizes = fc.oneof(
      fc.integer({ min: 0, max: 1000 }),
      fc.constantFrom(border - 1, border, border + 1, 3 * border),
    );
    await fc.assert(
      fc.asyncProperty(sizes, async (size) => {
        const plain = randomBytes(size);
        expect((await opened(await sealed(plain))).equals(plain)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it("open with any of several keys", async () => {
    const plain = Buffer.from("старый ключ");
    expect(await opened(await sealed(plain), [randomBytes(32), key])).toEqual(plain);
  });

  it("name the key that is missing", async () => {
    const data = await sealed(Buffer.from("x"));
    await expect(opened(data, [randomBytes(32)])).rejects.toMatchObject({ code: "wrong-key" });
  });

  it("refuse every single changed byte of header and first piece", async () => {
    const data = await sealed(Buffer.from("short"));
    for (let at = 0; at < data.length; at += 1) {
      const changed = Buffer.from(data);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(opened(changed)).rejects.toThrow();
    }
  });

  it("refuse what was cut, moved, repeated or lengthened", async () => {
    const data = await sealed(randomBytes(3 * 256 * 1024 + 10));
    const part = (n: number) => data.subarray(header + n * piece, header + (n + 1) * piece);
    const start = data.subarray(0, header);
    const forged = {
      "cut between pieces": data.subarray(0, header + 2 * piece),
      "cut in a piece": data.subarray(0, data.length - 1),
      "only a header": start,
      moved: Buffer.concat([start, part(1), part(0), part(2), part(3)]),
      repeated: Buffer.concat([start, part(0), part(0), part(1), part(2), part(3)]),
      "left out": Buffer.concat([start, part(0), part(2), part(3)]),
      lengthened: Buffer.concat([data, Buffer.from("x")]),
    };
    for (const [how, bytes] of Object.entries(forged)) {
      await expect(opened(bytes), how).rejects.toMatchObject({ code: "archive-damaged" });
    }
  });

  it("recognise what is no backup", async () => {
    await expect(
      opened(Buffer.from("PK\u0003\u0004 something else entirely, a zip perhaps")),
    ).rejects.toMatchObject({
      code: "archive-unknown",
    });
    await expect(opened(Buffer.alloc(0))).rejects.toMatchObject({ code: "archive-unknown" });
  });
});
