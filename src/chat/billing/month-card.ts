import {
  type MonthPreview,
  type MonthProgress,
  monthPreview,
  monthProgress,
} from "../../core/billing/month/preview.ts";
import type { BillingMonthModel } from "../../database/types.ts";
import { action } from "../action.ts";
import type { CardPresenter } from "../card-renderer.ts";
import { plain, t } from "../text.ts";
import type { Block, Button, View } from "../view.ts";
import { dayText, monthText, serviceText, sumText } from "./words.ts";

export const monthCardKind = "billing-month";

/** Buildings that a card lists; the rest stands in the table that its button makes. */
const mostBuildings = 12;

/** A month from its first draft to its close. */
export const monthCard: CardPresenter = async (read, _vault, { subjectId }) => {
  const progress = await monthProgress(read, subjectId);
  if (!progress) return null;
  const { state } = progress.month;
  if (state === "charging" || state === "publishing") return progressView(progress);
  const preview = await monthPreview(read, subjectId);
  return preview && monthView(preview);
};

const headingOf = ({ month }: BillingMonthModel): Block => ({
  type: "heading",
  text: t("billing.month.title", { month: monthText(month) }),
});

const progressView = ({ month, receipts }: MonthProgress): View => {
  const { state, done, accounts } = month;
  const text =
    state === "charging"
      ? t("billing.month.charging", { done, accounts })
      : t("billing.month.publishing", { done, receipts });
  return { blocks: [headingOf(month), { type: "text", text }] };
};

const monthView = (preview: MonthPreview): View => ({
  blocks: [
    headingOf(preview.month),
    stateBlock(preview),
    ...dueOf(preview),
    ...totals(preview),
    ...changes(preview),
    ...missing(preview),
  ],
  buttons: buttonsOf(preview),
});

const stateBlock = ({ month }: MonthPreview): Block => {
  const { state, done, issued, stale } = month;
  if (stale && (state === "charged" || state === "approved"))
    return { type: "text", text: t("billing.month.stale") };
  if (state === "charged") return { type: "text", text: t("billing.month.charged") };
  if (state === "approved") return { type: "text", text: t("billing.month.approved") };
  const params = { count: done, issued: dayText(issued ?? "") };
  return {
    type: "text",
    text: t(state === "closed" ? "billing.month.closed" : "billing.month.published", params),
  };
};

const dueOf = ({ month: { state }, by }: MonthPreview): Block[] =>
  state === "charged" || state === "approved"
    ? [{ type: "note", text: t("billing.month.by", { day: dayText(by) }) }]
    : [];

const totals = ({
  month,
  services,
  buildings,
  penalty,
  total,
  receipts,
  currency,
}: MonthPreview): Block[] => [
  {
    type: "fields",
    fields: [
      { label: t("billing.month.field.charged"), value: sumText(total, currency) },
      { label: t("billing.month.field.receipts"), value: plain(String(receipts)) },
    ],
  },
  {
    type: "table",
    head: [t("billing.month.column.service"), t("billing.month.column.sum")],
    rows: [
      ...services.map(({ names, amount }) => [serviceText(names), sumText(amount, currency)]),
      ...(penalty.accounts > 0 ? [[t("billing.month.penalty"), sumText(penalty.amount, currency)]] : []),
    ],
    numeric: [1],
  },
  {
    type: "table",
    head: [
      t("billing.month.column.building"),
      t("billing.month.column.sum"),
      ...(penalty.accounts > 0 ? [t("billing.month.column.penalty")] : []),
    ],
    rows: buildings
      .slice(0, mostBuildings)
      .map(({ address, amount, penalty: late }) => [
        plain(address),
        sumText(amount, currency),
        ...(penalty.accounts > 0 ? [sumText(late, currency)] : []),
      ]),
    numeric: [1, 2],
  },
  ...(penalty.accounts > 0 && (month.state === "charged" || month.state === "approved")
    ? [{ type: "note" as const, text: t("billing.month.penalty-note") }]
    : []),
  ...(buildings.length > mostBuildings
    ? [
        {
          type: "note" as const,
          text: t("billing.month.more-buildings", { count: buildings.length - mostBuildings }),
        },
      ]
    : []),
];

const changes = ({ changes: all, currency, month }: MonthPreview): Block[] =>
  all.length === 0 || month.state === "closed"
    ? []
    : [
        { type: "text", text: t("billing.month.changes") },
        {
          type: "table",
          head: [
            t("billing.month.column.unit"),
            t("billing.month.column.before"),
            t("billing.month.column.now"),
          ],
          rows: all
            .slice(0, 5)
            .map(({ place, before, after }) => [
              plain(place),
              sumText(before, currency),
              sumText(after, currency),
            ]),
          numeric: [1, 2],
        },
      ];

const missing = ({ missing: { units, houses }, unpayable, month }: MonthPreview): Block[] => {
  if (month.state === "closed") return [];
  const blocks: Block[] = [];
  if (units > 0) blocks.push({ type: "text", text: t("billing.month.missing-units", { count: units }) });
  if (houses > 0) blocks.push({ type: "text", text: t("billing.month.missing-houses", { count: houses }) });
  if (unpayable > 0) blocks.push({ type: "text", text: t("billing.month.unpayable", { count: unpayable }) });
  return blocks;
};

const buttonsOf = ({ month: { id, state, stale } }: MonthPreview): Button[][] => {
  const button = (name: "appr" | "again" | "pub" | "close" | "list" | "recalc"): Button => ({
    label: t(`billing.month.button.${name}`),
    do: { action: name === "recalc" ? action("bl.recalc") : action(`bl.${name}`, id) },
  });
  const list = button("list");
  if (stale && (state === "charged" || state === "approved"))
    return [[{ ...button("again"), style: "primary" }, list]];
  if (state === "charged") return [[{ ...button("appr"), style: "primary" }, button("again"), list]];
  if (state === "approved")
    return [
      [
        { ...button("pub"), style: "primary", confirm: t("billing.month.publish-sure") },
        button("again"),
        list,
      ],
    ];
  if (state === "published")
    return [[{ ...button("close"), confirm: t("billing.month.close-sure") }, button("recalc"), list]];
  return [[button("recalc"), list]];
};
