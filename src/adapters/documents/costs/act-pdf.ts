import { categoryWord } from "../../../chat/requests/words.ts";
import { moment, money, plain, type Text, type Translate, t } from "../../../chat/text.ts";
import type { ActOfWork } from "../../../core/costs/read-act.ts";
import type { WorkLineModel } from "../../../database/types.ts";
import { sheetPdf } from "../sheet.ts";

/** The act of completed work: what was asked, what was done, what it cost, and lines to sign on. */
export const actPdf = (act: ActOfWork, language: string, translate: Translate): Promise<Buffer> => {
  const say = (text: Text): string => translate(text, language);
  const { request, company, currency } = act;
  const { building, unit, number } = request;
  const title = say(t("costs.act.title", { number }));
  const sum = (minor: bigint): string => say(t("costs.sum", { sum: money(minor, currency) }));
  const day = (at: Date): string => say(t("costs.act.moment", { at: moment(at, building.timeZone, "date") }));
  return sheetPdf({ title, language, foot: `${company} · ${building.address}` }, (pen) => {
    pen.heading(title, 16);
    pen.pairs([
      [say(t("costs.act.company")), company],
      [
        say(t("costs.act.place")),
        say(
          unit
            ? t(`requests.place.${unit.kind}`, { number: unit.number, address: building.address })
            : t("requests.place.common", { address: building.address }),
        ),
      ],
      [say(t("costs.act.category")), say(categoryWord(request.category))],
      [
        say(t("costs.act.customer")),
        request.author.gone ? say(t("requests.card.former")) : request.author.name,
      ],
      [say(t("costs.act.performer")), request.assignee?.name ?? company],
      [say(t("costs.act.filed")), day(request.createdAt)],
      [say(t("costs.act.done")), day(request.doneAt)],
    ]);
    pen.heading(say(t("costs.act.asked")), 11);
    pen.paragraph(request.text);
    if (act.report) {
      pen.heading(say(t("costs.act.made")), 11);
      pen.paragraph(act.report);
    }
    const actual = act.costs.lines.filter(({ stage }) => stage === "actual");
    if (actual.length > 0) {
      pen.heading(say(t("costs.act.cost")), 11);
      pen.table(
        [
          { head: say(t("costs.column.what")), share: 0.46 },
          { head: say(t("costs.form.quantity")), share: 0.16, align: "right" },
          { head: say(t("costs.form.price")), share: 0.19, align: "right" },
          { head: say(t("costs.column.amount")), share: 0.19, align: "right" },
        ],
        [
          ...actual.map((line) => [
            say(t("costs.act.line", { kind: t(`costs.kind.${line.kind}`), title: plain(line.title) })),
            quantity(line, language),
            sum(line.price),
            sum(line.amount),
          ]),
          [say(t("costs.kind.total")), "", "", sum(act.costs.actual.total)],
        ],
        { total: true },
      );
    }
    pen.paragraph(say(t("costs.act.accepted")));
    pen.signatures([say(t("costs.act.performer")), say(t("costs.act.customer"))]);
  });
};

const quantity = ({ quantity: thousandths }: WorkLineModel, language: string): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 3 }).format(thousandths / 1000);
