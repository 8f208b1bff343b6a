import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeToken, encodeAction, encodeSpilled } from "../../src/chat/action.ts";

it("reads back what it wrote, whatever the arguments", () => {
  const part = fc.string({ unit: "grapheme", maxLength: 8 });
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(..."abc.:~%"), minLength: 1, maxLength: 6 }),
      fc.array(part),
      (route, args) => {
        const token = encodeAction({ route, args });
        if (token === undefined) return;
        expect(Buffer.byteLength(token)).toBeLessThanOrEqual(64);
        expect(decodeToken(token)).toEqual({ route, args });
      },
    ),
  );
});

it("does not make a token that is too long", () => {
  expect(encodeAction({ route: "r", args: ["ы".repeat(31)] })).toHaveLength(33);
  expect(encodeAction({ route: "r", args: ["ы".repeat(32)] })).toBeUndefined();
});

it("tells spilled tokens apart", () => {
  expect(decodeToken(encodeSpilled("abc"))).toEqual({ spilled: "abc" });
});
