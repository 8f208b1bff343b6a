import { describe, expect, it } from "vitest";
import { speaksOf } from "../../../src/chat/groups/speaks-of.ts";

describe("what a neighbour's message speaks of", () => {
  it.each([
    ["Воды опять нет", "Нет воды"],
    ["У кого ещё нет горячей воды?", "Нет воды"],
    ["Доброе утро! Лифт снова не работает.", "Лифт не работает"],
    ["There is no water again", "No water"],
  ])("is the category in %j", (text, title) => {
    expect(speaksOf(text, title)).toBe(true);
  });

  it.each([
    ["Водитель перегородил въезд, авария", "Нет воды"],
    ["Нет света на втором этаже", "Нет воды"],
    ["Во дворе лужа воды, прохода нет", "Нет воды"],
    ["В подвале вода", "Нет воды"],
    ["Лифт гремит", "Лифт не работает"],
    ["No light and no lift in the whole house", "No water"],
    [
      "Нет воды второй день, а ещё в подвале открыта дверь, там ходят чужие, и мусор со вчера никто не вывез",
      "Нет воды",
    ],
    ["", "Нет воды"],
    ["Нет воды", ""],
  ])("is another matter in %j", (text, title) => {
    expect(speaksOf(text, title)).toBe(false);
  });
});
