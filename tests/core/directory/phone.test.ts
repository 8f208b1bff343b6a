import { describe, expect, it } from "vitest";
import { normalisePhone, phonesIn } from "../../../src/core/directory/phone.ts";

describe("a phone number", () => {
  it.each([
    ["8 (916) 123-45-67", "+79161234567"],
    ["+7 916 123 45 67", "+79161234567"],
    ["7(916)123-45-67", "+79161234567"],
    ["9161234567", "+79161234567"],
    ["тел. 8-916-123-45-67", "+79161234567"],
    ["8 495 123–45–67", "+74951234567"],
    ["+44 20 7946 0958", "+442079460958"],
    ["0044 20 7946 0958", "+442079460958"],
    ["+375 (29) 123-45-67", "+375291234567"],
    ["8 701 123 45 67", "+77011234567"],
  ])("%s is %s", (typed, phone) => {
    expect(normalisePhone(typed)).toBe(phone);
  });

  it.each([
    "",
    "12345",
    "+7 916 123",
    "+7 016 123 45 67",
    "звонить вечером",
    "+1234567890123456",
    "7+9161234567",
    "8 916 123-45-67 доб. 5",
  ])("%s is none", (typed) => {
    expect(normalisePhone(typed)).toBeUndefined();
  });

  it("is found twice in a cell, and what is none is given back", () => {
    expect(phonesIn("8 916 123-45-67, +7 (495) 765 43 21; 8(916)1234567")).toEqual({
      phones: ["+79161234567", "+74957654321"],
      wrong: [],
    });
    expect(phonesIn("8 916 123-45-67 и 8 903 000-00-00\nнет")).toEqual({
      phones: ["+79161234567", "+79030000000"],
      wrong: ["нет"],
    });
  });
});
