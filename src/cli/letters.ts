import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { lettersPdf, posterPdf } from "../adapters/documents/letters/letters-pdf.ts";
import { pdfName } from "../adapters/documents/letters/make-letters.ts";
import { createTranslator } from "../chat/translator.ts";
import type { Config } from "../config.ts";
import { findBuildings } from "../core/directory/find-buildings.ts";
import { findUnits } from "../core/directory/find-units.ts";
import { issueLetters } from "../core/directory/letters/issue-letters.ts";
import { letterHead } from "../core/directory/letters/letter-head.ts";
import { unitsToWrite } from "../core/directory/letters/units-to-write.ts";
import type { Core } from "../core/work/core.ts";
import { runWork } from "../core/work/run-work.ts";
import type { Work } from "../core/work/work.ts";
import { callTelegram } from "../doctor/call-platform.ts";
import { localesFolder } from "../package-paths.ts";
import { withCore } from "./open-core.ts";

const usage = `letters --building <words of the address> [--unit <number>] --out <folder> [--bot <username>]
  Writes invite letters and the poster of the lobby as PDF. Each letter has a code that works once, for 30 days:
  keep the file as you keep keys. The bot is asked for its name unless it is given.
`;

interface Order {
  building: string;
  unit: string | null;
  out: string;
  bot: string | null;
}

/** `cli letters`: gives the exit code. */
export const letters = async (args: string[], env: NodeJS.ProcessEnv): Promise<number> => {
  const order = readOrder(args);
  if (!order) {
    process.stderr.write(usage);
    return 64;
  }
  return withCore(env, async (core, config) => {
    const written = await writeLetters(core, config, order);
    process[written.ok ? "stdout" : "stderr"].write(`${written.text}\n`);
    return written.ok ? 0 : 1;
  });
};

const readOrder = (args: string[]): Order | null => {
  try {
    const text = { type: "string" } as const;
    const { values } = parseArgs({ args, options: { building: text, unit: text, out: text, bot: text } });
    const { building, unit = null, out, bot } = values;
    return building && out ? { building, unit, out, bot: bot?.replace(/^@/, "") ?? null } : null;
  } catch {
    return null;
  }
};

interface Said {
  ok: boolean;
  text: string;
}

/** What the command does, on an open database. */
export const writeLetters = async (core: Core, config: Config, order: Order): Promise<Said> => {
  const place = await placeOf(core, order);
  if ("text" in place) return place;
  const bot = order.bot ?? (await botOf(config));
  if (!bot) return { ok: false, text: "The bot's name is not known: add --bot, or set TELEGRAM_BOT_TOKEN." };
  const { read } = core.database;
  const actor = { kind: "system", name: "letters", companyId: place.companyId } as const;
  const run = <T>(fn: (work: Work) => Promise<T>) => runWork(core, { actor, channel: "cli" }, fn);
  const units = await unitsToWrite(read, place, core.clock.now());
  const issued = await issueLetters(run, { companyId: place.companyId, unitIds: units.map(({ id }) => id) });
  if (!issued.ok) return { ok: false, text: `The codes were refused: ${issued.code}.` };
  const { translate } = createTranslator(localesFolder);
  const head = await letterHead(read, place.buildingId, bot);
  const folder = resolve(order.out);
  await mkdir(folder, { recursive: true });
  const poster = join(folder, pdfName(head, "poster", translate));
  await writeFile(poster, await posterPdf(head, translate));
  if (issued.value.length === 0)
    return { ok: true, text: `${poster}\nNobody is left to write to: everybody of the register is here.` };
  const sheets = join(folder, pdfName(head, "letter", translate));
  await writeFile(sheets, await lettersPdf(head, issued.value, translate), { mode: 0o600 });
  return { ok: true, text: `${sheets} (${issued.value.length} letters)\n${poster}` };
};

type Place = { companyId: string; buildingId: string; unitId: string | null } | Said;

const placeOf = async (core: Core, { building, unit }: Order): Promise<Place> => {
  const { read } = core.database;
  const companies = await read.company.findMany({ select: { id: true } });
  const found = await core.database.transaction(async (tx) =>
    (
      await Promise.all(
        companies.map(async ({ id: companyId }) =>
          (await findBuildings(tx, companyId, building)).map((each) => ({ ...each, companyId })),
        ),
      )
    ).flat(),
  );
  const [one, another] = found;
  if (!one) return { ok: false, text: `No building has the words "${building}" in its address.` };
  if (another)
    return {
      ok: false,
      text: `Several buildings: ${found.map(({ address }) => address).join("; ")}. Say more.`,
    };
  if (unit === null) return { companyId: one.companyId, buildingId: one.id, unitId: null };
  const units = await core.database.transaction((tx) =>
    findUnits(tx, one.companyId, `${one.address}, ${unit}`),
  );
  const [only, more] = units.filter(({ buildingId }) => buildingId === one.id);
  if (!only || more) return { ok: false, text: `${one.address} has no unit "${unit}", or several.` };
  return { companyId: one.companyId, buildingId: one.id, unitId: only.id };
};

const named = z.object({ result: z.object({ username: z.string() }) });

const botOf = async ({ telegram }: Config): Promise<string | null> => {
  if (!telegram) return null;
  const answer = await callTelegram(telegram, "getMe");
  const parsed = named.safeParse(answer.kind === "answered" ? answer.body : null);
  return parsed.success ? parsed.data.result.username : null;
};
