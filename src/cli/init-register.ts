import { planText, problemTexts } from "../chat/directory/import-words.ts";
import { joined, plain, type Text, t } from "../chat/text.ts";
import { type ImportPlan, planImport } from "../core/directory/register/plan-import.ts";
import { readTable } from "../core/directory/register/read-table.ts";
import type { InitIo, InitOptions } from "./init-options.ts";
import type { Prompt } from "./init-prompt.ts";

export type PlannedRegister =
  | { kind: "none" }
  | { kind: "planned"; plan: ImportPlan; validOnly: boolean }
  /** Said already; nothing may be written. */
  | { kind: "refused" };

/** Reads the register before anything is written, shows what it holds and every problem by row. */
export const planRegister = async (
  options: InitOptions,
  io: InitIo,
  prompt: Prompt | null,
  readFile: (path: string) => Promise<Buffer>,
  speak: (text: Text) => string,
): Promise<PlannedRegister> => {
  const file = options.register;
  if (!file) return { kind: "none" };
  const fail = (text: Text): PlannedRegister => {
    io.stderr.write(`${speak(text)}\n`);
    return { kind: "refused" };
  };
  const bytes = await readFile(file).catch(() => null);
  if (!bytes) return fail(t("directory.import.refusal.not-readable", { file }));
  const table = await readTable(bytes);
  if (!table.ok) return fail(t(`directory.import.refusal.${table.code}`, { file, ...table.params }));
  const plan = planImport(table.value, options.building ? { building: options.building } : {});
  io.stdout.write(`${speak(planText(plan))}\n`);
  if (plan.problems.length === 0) return { kind: "planned", plan, validOnly: false };
  for (const text of problemTexts(plan.problems))
    io.stderr.write(`${speak(joined("", plain(`${file}: `), text))}\n`);
  io.stderr.write(`${speak(t("directory.import.problems", { problems: plan.problems.length }))}\n`);
  if (plan.valid.length > 0 && (options.validOnly || (await confirmed(prompt, speak)))) {
    return { kind: "planned", plan, validOnly: true };
  }
  return fail(t("directory.import.nothing-written"));
};

const confirmed = async (prompt: Prompt | null, speak: (text: Text) => string): Promise<boolean> =>
  prompt !== null && /^(y|yes|д|да)$/i.test(await prompt.ask(`${speak(t("directory.init.valid-only"))} `));
