import type { NewFile } from "../files/keep-files.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import { limits } from "./limits.ts";

export type TextMistake = "text-missing" | "text-too-long";
export type FilesMistake = "too-many-files";

/** The text without outer blanks, when there is one and it is not too long. */
export const checkText = (text: string, max: number = limits.text): Outcome<string, TextMistake> => {
  const trimmed = text.trim();
  if (trimmed === "") return refused("text-missing");
  const length = [...trimmed].length;
  return length > max ? refused("text-too-long", { max, length }) : done(trimmed);
};

/** The same where the text may be left out: then it is null. */
export const checkOptionalText = (
  text: string | null | undefined,
  max: number = limits.text,
): Outcome<string | null, "text-too-long"> => {
  const checked = checkText(text ?? "", max);
  if (checked.ok) return checked;
  return checked.code === "text-missing" ? done(null) : { ...checked, code: checked.code };
};

export const checkFiles = (files: readonly NewFile[]): Outcome<readonly NewFile[], FilesMistake> =>
  files.length > limits.files
    ? refused("too-many-files", { max: limits.files, count: files.length })
    : done(files);
