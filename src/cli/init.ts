import { writtenText } from "../chat/directory/import-words.ts";
import { moment, type Text, type Translate, t } from "../chat/text.ts";
import { createCompany } from "../core/directory/create-company.ts";
import { issueInvite } from "../core/directory/issue-invite.ts";
import { importRegister } from "../core/directory/register/import-register.ts";
import type { Work } from "../core/work/work.ts";
import { askForMissing, type InitIo, type InitOptions, readOptions } from "./init-options.ts";
import { openPrompt } from "./init-prompt.ts";
import { type PlannedRegister, planRegister } from "./init-register.ts";

export interface InitDeps {
  /** Runs a unit of work as the system, for whatever company. */
  run<T>(fn: (work: Work) => Promise<T>): Promise<T>;
  translate: Translate;
  readFile(path: string): Promise<Buffer>;
}

export type { InitIo } from "./init-options.ts";

const exitDone = 0;
const exitRefused = 1;
/** sysexits.h: the command was called wrongly. */
const exitUsage = 64;

/**
 * Creates a company, imports its register and prints its first administrator's invite. May be repeated: adds what is
 * missing. Exits with 0, 1 when something was refused (then nothing of the register was written), 64 on wrong options.
 */
export const init = async (args: string[], io: InitIo, deps: InitDeps): Promise<number> => {
  const read = readOptions(args, io.env);
  const speak = (text: Text) => deps.translate(text, read.language);
  const out = (text: Text) => void io.stdout.write(`${speak(text)}\n`);
  const fail = (text: Text) => void io.stderr.write(`${speak(text)}\n`);
  if (!read.ok) {
    fail(t("directory.init.bad-option", { detail: read.detail }));
    fail(t("directory.init.usage"));
    return exitUsage;
  }
  if (read.help) {
    out(t("directory.init.usage"));
    return exitDone;
  }
  const prompt = openPrompt(io);
  try {
    const asked = await askForMissing(read.options, prompt, speak);
    if (!asked.company) {
      fail(t("directory.init.missing-company"));
      fail(t("directory.init.usage"));
      return exitUsage;
    }
    const planned = await planRegister(asked, io, prompt, deps.readFile, speak);
    if (planned.kind === "refused") return exitRefused;
    return await setUp(asked, asked.company, planned, deps, out, fail);
  } finally {
    prompt?.close();
  }
};

const setUp = async (
  options: InitOptions,
  name: string,
  planned: PlannedRegister,
  deps: InitDeps,
  out: (text: Text) => void,
  fail: (text: Text) => void,
): Promise<number> => {
  const { timeZone, language } = options;
  const company = await deps.run((work) => createCompany(work, { name, timeZone, language }));
  if (!company.ok) {
    fail(t(`directory.init.refusal.${company.code}`));
    return exitRefused;
  }
  const { companyId, created } = company.value;
  out(t(created ? "directory.init.created" : "directory.init.known", { company: name }));
  if (planned.kind === "planned") {
    const written = await importRegister(deps.run, {
      companyId,
      plan: planned.plan,
      validOnly: planned.validOnly,
      progressed: (rows, of) => {
        if (rows < of) out(t("directory.import.progress", { rows, of }));
      },
    });
    if (!written.ok) {
      fail(t("directory.init.refusal.forbidden"));
      return exitRefused;
    }
    out(writtenText(written.value));
  }
  return inviteAdministrator(companyId, options, deps, out, fail);
};

const inviteAdministrator = async (
  companyId: string,
  { timeZone, bot }: InitOptions,
  deps: InitDeps,
  out: (text: Text) => void,
  fail: (text: Text) => void,
): Promise<number> => {
  const outcome = await deps.run(async (work) => {
    const held = await work.tx.role.count({ where: { companyId, kind: "administrator", revokedAt: null } });
    if (held > 0) return null;
    return issueInvite(work, { companyId, invitee: { to: "staff", role: "administrator" } });
  });
  if (!outcome) {
    out(t("directory.init.has-administrator"));
    return exitDone;
  }
  if (!outcome.ok) {
    fail(t(`directory.init.refusal.${outcome.code}`));
    return exitRefused;
  }
  const { code, expiresAt } = outcome.value;
  out(t("directory.init.invite", { code }));
  if (bot) out(t("directory.init.link", { link: `https://t.me/${bot}?start=${code}` }));
  out(t("directory.init.invite-until", { until: moment(expiresAt, timeZone) }));
  return exitDone;
};
