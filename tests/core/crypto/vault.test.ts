import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKeyRing, parseKeys } from "../../../src/core/crypto/key-ring.ts";
import { createVault } from "../../../src/core/crypto/vault.ts";

const keyA = randomBytes(32);
const keyB = randomBytes(32);
const vaultOf = (...keys: Buffer[]) => createVault(createKeyRing(keys));

describe("vault", () => {
  it("opens what it sealed, and never seals the same way twice", () => {
    const vault = vaultOf(keyA);
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const sealed = vault.seal(text);
        expect(vault.open(sealed)).toBe(text);
        expect(vault.seal(text)).not.toBe(sealed);
      }),
    );
  });

  it("refuses a changed text", () => {
    const vault = vaultOf(keyA);
    const sealed = vault.sealBytes(Buffer.from("квартира 45"));
    for (const at of [5, 20, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => vault.openBytes(changed)).toThrow();
    }
  });

  it("opens old data after a rotation and says which key is missing without it", () => {
    const sealed = vaultOf(keyA).seal("Анна");
    expect(vaultOf(keyB, keyA).open(sealed)).toBe("Анна");
    expect(() => vaultOf(keyB).open(sealed)).toThrow(/DOMOVOY_KEY/);
  });

  it("hashes alike through a rotation and apart by purpose", () => {
    expect(vaultOf(keyB, keyA).hash("phone", "+7916")).toBe(vaultOf(keyA).hash("phone", "+7916"));
    expect(vaultOf(keyA).hash("phone", "1")).not.toBe(vaultOf(keyA).hash("email", "1"));
    expect(vaultOf(keyA).hash("phone", "1")).not.toBe(vaultOf(keyB).hash("phone", "1"));
  });
});

describe("parseKeys", () => {
  it("reads hex, base64 and lists", () => {
    expect(parseKeys(keyA.toString("hex"))).toEqual([keyA]);
    expect(parseKeys(`${keyB.toString("base64")}, ${keyA.toString("base64")}`)).toEqual([keyB, keyA]);
  });

  it("says which key is too short", () => {
    expect(() => parseKeys(`${keyA.toString("hex")},abc`)).toThrow(/key 2 has 2 bytes/);
  });
});
