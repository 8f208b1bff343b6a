import { moment, type Translate, t } from "../../../chat/text.ts";
import {
  type DeliveryReport,
  deliveryReport,
  type ReportLine,
} from "../../../core/announcements/delivery-report.ts";
import type { DocumentMaker } from "../../../core/documents/make-document.ts";
import { fileName } from "../../../core/files/file-name.ts";
import type { Core } from "../../../core/work/core.ts";
import { workbook, workbookMime } from "../workbook.ts";

/** Who was told of an announcement, unit by unit, and what was said in which version. */
export const reportMaker =
  ({ core, translate }: { core: Core; translate: Translate }): DocumentMaker =>
  async ({ params, language }) => {
    const announcementId = String(params.announcementId);
    const now = core.clock.now();
    const report = await deliveryReport(core.database.read, core.vault, { announcementId, now });
    if (!report) return { ok: false, refusal: "gone" };
    const say = (key: string, values?: Record<string, string | number>): string =>
      translate(t(`announcements.${key}`, values), language);
    const bytes = await draw(report, say, (at) =>
      translate(t("chat.moment", { at: moment(at, report.shown.timeZone) }), language),
    );
    const title = say("document.report", { number: report.announcement.number });
    return { ok: true, files: [{ name: fileName(title, "xlsx"), mime: workbookMime, bytes }] };
  };

const draw = (
  { announcement, shown, lines, units, handedOver, who, versions }: DeliveryReport,
  say: (key: string, values?: Record<string, string | number>) => string,
  time: (at: Date) => string,
): Promise<Buffer> => {
  const words = Object.values(shown.texts)[0];
  const head = (name: string, width: number) => ({ head: say(`report.columns.${name}`), width });
  const { number, people, reached, seen } = announcement;
  const named = (name: string, person: string | null): [string][] =>
    person === null ? [] : [[`${say(`card.${name}`)}: ${person}`]];
  const wayWords = ({ way, hasNoReceipt }: ReportLine["ways"][number]): string =>
    hasNoReceipt ? say("report.no-receipt", { way: say(`way.${way}`) }) : say(`way.${way}`);
  const seenWords = (at: Date, version: number | null): string =>
    version === null ? time(at) : say("report.seen-version", { at: time(at), version });
  return workbook([
    {
      name: say("report.sheet"),
      title: `${say("shown.number", { number })} · ${words?.title ?? ""}`,
      columns: [
        head("address", 28),
        head("unit", 12),
        head("entrance", 10),
        head("person", 28),
        head("state", 26),
        head("way", 30),
        head("sent", 18),
        head("seen", 18),
        head("reason", 36),
      ],
      rows: lines.map((line) => [
        line.address,
        line.unit,
        line.entrance,
        line.person,
        say(`report.result.${line.result}`),
        line.ways.map(wayWords).join(", "),
        line.sentAt && time(line.sentAt),
        line.seenAt && seenWords(line.seenAt, line.seenVersion),
        // Who was given up without a try has no way that this kind uses and this deployment has.
        line.result === "unreachable" && line.reasons.length === 0
          ? say("report.no-way")
          : line.reasons.join("; "),
      ]),
    },
    {
      name: say("report.summary"),
      title: say("document.report", { number }),
      columns: [{ head: say("report.summary"), width: 90 }],
      rows: [
        [say("report.people", { people, reached, seen })],
        ...(handedOver > 0 ? [[say("report.handed-over", { count: handedOver })]] : []),
        [say("report.units", { units: units.total, reached: units.reached })],
        ...named("author", who.author),
        ...named("confirmed-by", who.confirmedBy),
        ...named("second-by", who.secondBy),
        ...versions.flatMap(({ version, at, texts }) => [
          [say("report.version", { version, at: time(at) })],
          ...(version > 1 ? named("edited-by", who.editedBy.get(version) ?? null) : []),
          ...Object.values(texts).map(({ title, body }) => [`${title}\n${body}`]),
        ]),
      ],
    },
  ]);
};
