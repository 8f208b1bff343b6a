import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitSms, smsParts, smsSegments } from "../../../src/core/contacts/sms-segments.ts";

const numRuns = Number(process.env.DOMOVOY_RUNS ?? 300);

const gsm = fc.string({ unit: fc.constantFrom(..."aZ09 @£€[]{}\n~ÄñΩ"), maxLength: 700 });
const any = fc.string({ unit: "binary", maxLength: 500 });

/** Half of a pair that makes one character. */
const halved = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

describe("segments of a short message", () => {
  it.each([
    ["a".repeat(160), "gsm-7", 1],
    ["a".repeat(161), "gsm-7", 2],
    ["a".repeat(306), "gsm-7", 2],
    ["a".repeat(307), "gsm-7", 3],
    [`${"a".repeat(158)}€`, "gsm-7", 1],
    [`${"a".repeat(159)}€`, "gsm-7", 2],
    ["я".repeat(70), "ucs-2", 1],
    ["я".repeat(71), "ucs-2", 2],
    ["я".repeat(134), "ucs-2", 2],
    ["я".repeat(135), "ucs-2", 3],
    ["😀".repeat(35), "ucs-2", 1],
    ["😀".repeat(36), "ucs-2", 2],
    ["", "gsm-7", 1],
  ])("%j", (text, alphabet, count) => {
    expect(smsParts(text)).toMatchObject({ alphabet });
    expect(smsSegments(text)).toBe(count);
  });

  it("cut no character, lose nothing and fit", () => {
    fc.assert(
      fc.property(fc.oneof(gsm, any), (text) => {
        const { alphabet, parts } = smsParts(text);
        expect(parts.join("")).toBe(text);
        const room = alphabet === "gsm-7" ? (parts.length > 1 ? 153 : 160) : parts.length > 1 ? 67 : 70;
        for (const part of parts) {
          const escapes =
            alphabet === "gsm-7" ? [...part].filter((char) => "^{}\\[~]|€\f".includes(char)).length : 0;
          expect(part.length + escapes).toBeLessThanOrEqual(room);
          expect(halved.test(part) && !halved.test(text)).toBe(false);
        }
      }),
      { numRuns },
    );
  });

  it("are cut to what may be paid", () => {
    fc.assert(
      fc.property(fc.oneof(gsm, any), fc.integer({ min: 1, max: 6 }), (text, segments) => {
        const cut = fitSms(text, segments);
        expect(smsSegments(cut)).toBeLessThanOrEqual(segments);
        if (smsSegments(text) <= segments) expect(cut).toBe(text);
      }),
      { numRuns },
    );
  });
});
