import { parseArgs } from "node:util";
import { writtenText } from "../chat/directory/import-words.ts";
import { type Text, t } from "../chat/text.ts";
import { importRegister } from "../core/directory/register/import-register.ts";
import type { InitDeps } from "./init.ts";
import { defaultTimeZone, type InitIo, readOptions } from "./init-options.ts";
import { openPrompt } from "./init-prompt.ts";
import { planRegister } from "./init-register.ts";

/**
 * Adds a register to a company that is there, as `init` does when it makes one. Exits with 0, 1 when something was
 * refused (then nothing was written), 64 on wrong options.
 */
export const importInto = async (args: string[], io: InitIo, deps: InitDeps): Promise<number> => {
  const spoken = readOptions([], io.env).language;
  const speak = (text: Text) => deps.translate(text, spoken);
  const fail = (text: Text) => void io.stderr.write(`${speak(text)}\n`);
  const asked = readArgs(args);
  if (!asked) {
    fail(t("directory.import.usage"));
    return 64;
  }
  const companies = await deps.run(({ tx }) =>
    tx.company.findMany({ select: { id: true, name: true }, orderBy: { name: "asc" } }),
  );
  const meant = companies.filter(({ name }) => asked.company === undefined || name === asked.company);
  const [company, another] = meant;
  if (!company || another) {
    const names = companies.map(({ name }) => name).join(", ");
    fail(
      t(companies.length === 0 ? "directory.import.no-company" : "directory.import.which-company", { names }),
    );
    return 1;
  }
  const prompt = openPrompt(io);
  try {
    const options = { ...asked, bot: undefined, timeZone: defaultTimeZone, language: spoken };
    const planned = await planRegister(options, io, prompt, deps.readFile, speak);
    if (planned.kind !== "planned") return 1;
    const { plan, validOnly } = planned;
    const written = await importRegister(deps.run, { companyId: company.id, plan, validOnly });
    if (!written.ok) {
      fail(t("directory.init.refusal.forbidden"));
      return 1;
    }
    io.stdout.write(`${speak(writtenText(written.value))}\n`);
    return 0;
  } finally {
    prompt?.close();
  }
};

const readArgs = (args: string[]) => {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        company: { type: "string" },
        building: { type: "string" },
        "valid-only": { type: "boolean", default: false },
      },
    });
    const [register, ...more] = positionals;
    if (!register || more.length > 0) return null;
    const { company, building, "valid-only": validOnly } = values;
    return { register, company, building, validOnly };
  } catch {
    return null;
  }
};
