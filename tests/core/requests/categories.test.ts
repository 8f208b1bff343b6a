import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { defaultCategories } from "../../../src/core/requests/categories.ts";
import { emergencyOfCategory } from "../../../src/core/requests/emergency.ts";

const all = defaultCategories.flatMap((each) => [each, ...each.children]);

describe("Default categories", () => {
  test.each(["ru", "en"])("each has a title in %s and no title is left over", (language) => {
    const titles = JSON.parse(readFileSync(`locales/${language}/categories.json`, "utf8")) as Record<
      string,
      string
    >;
    expect(Object.keys(titles).sort()).toEqual(all.map((each) => each.key).sort());
    for (const title of Object.values(titles)) expect(title).toMatch(/\S/);
  });

  test("those that are emergencies say of what kind", () => {
    for (const { key, emergency } of all) expect(emergencyOfCategory(key) !== null, key).toBe(emergency);
  });
});
