import { can } from "../../../core/access/policy.ts";
import { bringOpenings } from "../../../core/billing/opening/import/bring-openings.ts";
import { saysOpening } from "../../../core/billing/opening/import/opening-columns.ts";
import type { OpeningProblem } from "../../../core/billing/opening/import/parse-openings.ts";
import { csvTable } from "../../csv-table.ts";
import type { FallbackRoute } from "../../route.ts";
import type { ChatSettings } from "../../settings.ts";
import { type Text, type Translate, t } from "../../text.ts";
import { dayTyped } from "../typed-dates.ts";
import { billingRefusal } from "../words.ts";

const tableName = /\.(xlsx|csv|tsv)$/i;

/** A table dropped into the staff channel with the words "opening balances", and a day if it is not the usual one. */
export const openingsFileRoute = ({ staffChannel }: ChatSettings): FallbackRoute => ({
  kind: "fallback",
  name: "openings-file",
  handle: async ({ work, event, respond }) => {
    if (event.type !== "message" || event.chat.kind !== "channel" || event.chat.id !== staffChannel)
      return false;
    if (event.chat.threadId) return false;
    const { actor } = work;
    if (actor.kind !== "person" || !can(actor, "opening.enter", { companyId: actor.companyId })) return false;
    const tables = event.files.filter(({ name }) => tableName.test(name ?? ""));
    if (
      tables.length === 0 ||
      !(saysOpening(event.text) || tables.every(({ name }) => saysOpening(name ?? "")))
    )
      return false;
    const { chatId, messageId } = event.message;
    const said = /\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2}/.exec(event.text)?.[0];
    for (const [index, { externalId, name }] of tables.entries()) {
      const outcome = await bringOpenings(work, {
        platform: event.platform,
        externalId,
        name: name ?? "",
        source: `${event.platform}:${chatId}:${messageId}:${index}`,
        date: said === undefined ? null : dayTyped(said),
      });
      if (!outcome.ok) respond.notice(billingRefusal(outcome), "alert");
    }
    return true;
  },
});

/** Every problem of a table of opening balances by row, as a table that a spreadsheet opens. */
export const openingProblemsFile = (
  problems: readonly OpeningProblem[],
  language: string,
  translate: Translate,
): { name: string; mime: string; bytes: Buffer } => {
  const say = (text: Text) => translate(text, language);
  const header = [say(t("billing.opening.import.row")), say(t("billing.opening.import.problem-head"))];
  const rows = problems.map(({ row, code, params }) => [
    row === 0 ? "" : String(row),
    say(t(`billing.opening.import.problem.${code}`, params)),
  ]);
  return {
    name: `${say(t("billing.opening.import.problems-name"))}.csv`,
    mime: "text/csv",
    bytes: csvTable([header, ...rows]),
  };
};
