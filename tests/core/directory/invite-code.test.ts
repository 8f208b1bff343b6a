import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newInviteCode, normaliseInviteCode } from "../../../src/core/directory/invite-code.ts";

describe("an invite code", () => {
  it("fits a Telegram deep link and has no letters that are mistaken for others", () => {
    const code = newInviteCode();
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(code).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
    expect(newInviteCode()).not.toBe(code);
  });

  it("is the same in any case, with any dashes, and in look-alike Russian letters", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        const code = newInviteCode(() => Buffer.from(bytes));
        const plainCode = code.replaceAll("-", "");
        const russian = code
          .replaceAll("A", "а")
          .replaceAll("H", "Н")
          .replaceAll("0", "о")
          .replaceAll("1", "l");
        for (const typed of [
          code,
          code.toLowerCase(),
          plainCode,
          ` ${code.replaceAll("-", " — ")} `,
          russian,
        ]) {
          expect(normaliseInviteCode(typed)).toBe(plainCode);
        }
      }),
    );
  });

  it.each(["", "ABCD", "ABCD-EFGH-JKMN-PQR", "ABCD-EFGH-JKMN-PQRS-TVWX", "ABCD-EFGH-JKMN-PQRЖ", "привет"])(
    "is not %s",
    (typed) => {
      expect(normaliseInviteCode(typed)).toBeUndefined();
    },
  );
});
