import type { NewFile } from "../core/files/keep-files.ts";
import type { Platform } from "../core/platform.ts";
import type { FormInput, IncomingFile } from "./event.ts";
import { sourceOf } from "./source-of.ts";

/** What a form's checked input says, field by field. */
export const textOf = (input: FormInput, name: string): string | null => {
  const given = input[name];
  return given?.kind === "text" ? given.text : null;
};

/** The message in which a field was typed, where there was one: see FieldInput. */
export const typedIn = (input: FormInput, name: string): string | null => {
  const given = input[name];
  return given?.kind === "text" ? (given.source ?? null) : null;
};

export const choiceOf = (input: FormInput, name: string): string | null => {
  const given = input[name];
  return given?.kind === "choice" ? given.value : null;
};

export const choicesOf = (input: FormInput, name: string): string[] => {
  const given = input[name];
  return given?.kind === "choices" ? given.values : [];
};

export const locationOf = (
  input: FormInput,
  name: string,
): { latitude: number; longitude: number } | null => {
  const given = input[name];
  return given?.kind === "location" ? { latitude: given.latitude, longitude: given.longitude } : null;
};

export const filesOf = (platform: Platform, input: FormInput, name: string): NewFile[] => {
  const given = input[name];
  return given?.kind === "files" ? newFiles(platform, given.files) : [];
};

export const newFiles = (platform: Platform, files: readonly IncomingFile[]): NewFile[] =>
  files.map(({ message, ...file }) => ({
    platform,
    ...file,
    source: message ? sourceOf({ platform }, message) : null,
  }));
