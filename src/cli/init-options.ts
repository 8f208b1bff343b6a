import type { Readable, Writable } from "node:stream";
import { parseArgs } from "node:util";
import { type Text, t } from "../chat/text.ts";
import { supportedLanguage } from "../core/directory/languages.ts";
import type { Prompt } from "./init-prompt.ts";

export interface InitIo {
  /** Asked for what is missing when it is a terminal. */
  stdin: Readable & { isTTY?: boolean };
  stdout: Writable;
  stderr: Writable;
  env: Readonly<Record<string, string | undefined>>;
}

export interface InitOptions {
  company: string | undefined;
  timeZone: string;
  /** Of the company, and of what the command prints. */
  language: string;
  register: string | undefined;
  /** For registers without a column for it. */
  building: string | undefined;
  validOnly: boolean;
  bot: string | undefined;
}

export type ReadOptions = { language: string } & (
  | { ok: true; help: boolean; options: InitOptions }
  | { ok: false; detail: string }
);

export const defaultTimeZone = "Europe/Moscow";

export const readOptions = (args: string[], env: InitIo["env"]): ReadOptions => {
  const spoken = supportedLanguage(env.LC_ALL ?? env.LANG) ?? "en";
  try {
    const { values } = parseArgs({
      args,
      strict: true,
      options: {
        company: { type: "string" },
        "time-zone": { type: "string" },
        language: { type: "string" },
        register: { type: "string" },
        building: { type: "string" },
        "valid-only": { type: "boolean" },
        bot: { type: "string" },
        help: { type: "boolean" },
      },
    });
    const options: InitOptions = {
      company: values.company,
      timeZone: values["time-zone"] ?? defaultTimeZone,
      language: values.language ?? "ru",
      register: values.register,
      building: values.building,
      validOnly: values["valid-only"] ?? false,
      bot: values.bot?.replace(/^@/, ""),
    };
    const language = supportedLanguage(values.language) ?? spoken;
    return { ok: true, language, help: values.help ?? false, options };
  } catch (error) {
    return { ok: false, language: spoken, detail: error instanceof Error ? error.message : String(error) };
  }
};

/** Asks for the company and what goes with it, unless the company was given. */
export const askForMissing = async (
  options: InitOptions,
  prompt: Prompt | null,
  speak: (text: Text) => string,
): Promise<InitOptions> => {
  if (options.company || !prompt) return options;
  const company = await prompt.ask(`${speak(t("directory.init.company"))}: `);
  if (!company) return options;
  const timeZone = await prompt.ask(`${speak(t("directory.init.time-zone"))} [${options.timeZone}]: `);
  const register = options.register ?? (await prompt.ask(`${speak(t("directory.init.register"))}: `));
  return { ...options, company, timeZone: timeZone || options.timeZone, register: register || undefined };
};
