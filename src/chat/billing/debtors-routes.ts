import { can } from "../../core/access/policy.ts";
import { accountState, accountsOfUnit } from "../../core/billing/accounts/account-state.ts";
import { dayAt } from "../../core/billing/calendar.ts";
import { ageingOn, collectionOf, collectionRate } from "../../core/billing/debts/ageing.ts";
import { debtorsOn } from "../../core/billing/debts/debtors.ts";
import { cancelPlan, partsFromJson } from "../../core/billing/debts/make-plan.ts";
import { formatDecimal, percentDigits } from "../../core/billing/money/decimal.ts";
import { orderDocument } from "../../core/documents/order-document.ts";
import type { Work } from "../../core/work/work.ts";
import { action } from "../action.ts";
import { unitMeant } from "../directory/unit-query.ts";
import type { Route, Turn } from "../route.ts";
import type { ChatSettings } from "../settings.ts";
import { plain, type Text, t } from "../text.ts";
import type { Block, Button, View } from "../view.ts";
import { accountForms } from "./account-forms.ts";
import { billingRefusal, dayText, monthText, sumText } from "./words.ts";

/** Debtors that the command shows; all of them are in the table that its button makes. */
const shownDebtors = 10;
const shownMonths = 6;

/** `/domovoy debtors`: who owes what, how old debts are and how much is collected; `… Lenina 1, 45` shows an account. */
export const debtorsRoutes = (settings: ChatSettings): Route[] => [
  ...accountForms.map((form) => ({ kind: "form" as const, form })),
  {
    kind: "command",
    name: "debtors",
    platforms: ["slack"],
    audience: "staff",
    description: "billing.command.debtors",
    handle: async (turn, args) => {
      const { work, respond } = turn;
      const { actor } = work;
      if (actor.kind !== "person" || !can(actor, "debts.view", { companyId: actor.companyId }))
        return respond.notice(billingRefusal({ ok: false, code: "forbidden" }), "alert");
      if (args.trim()) return showAccount(turn, actor.companyId, args.trim());
      respond.show(await debtorsView(work, actor.companyId));
    },
  },
  ...(["debtors", "ageing"] as const).map(
    (name): Route => ({
      kind: "action",
      name: `bl.doc.${name}`,
      handle: ({ work, respond }) => {
        const { actor } = work;
        if (actor.kind !== "person" || !can(actor, "debts.view", { companyId: actor.companyId })) {
          respond.notice(billingRefusal({ ok: false, code: "forbidden" }), "alert");
          return Promise.resolve();
        }
        return order(
          work,
          respond,
          settings,
          actor.companyId,
          name === "ageing" ? "billing:ageing" : "billing:debtors",
        );
      },
    }),
  ),
  ...accountForms.map(
    ({ id }): Route => ({
      kind: "action",
      name: `bl.${id.slice("billing.".length)}`,
      opens: id,
      handle: ({ respond }, [accountId = ""]) => respond.openForm(id, accountId),
    }),
  ),
  {
    kind: "action",
    name: "bl.unplan",
    handle: async ({ work, respond }, [planId = ""]) => {
      const outcome = await cancelPlan(work, { planId });
      if (outcome.ok) respond.notice(t("billing.plan.cancelled"));
      else respond.notice(billingRefusal(outcome), "alert");
    },
  },
];

const order = async (
  work: Work,
  respond: Turn["respond"],
  { staffChannel }: ChatSettings,
  companyId: string,
  kind: string,
): Promise<void> => {
  if (!staffChannel) return;
  const { language } = await work.tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const address = { platform: "slack", chatId: staffChannel } as const;
  await orderDocument(work, { companyId, kind, params: {}, language, address });
  respond.notice(t("billing.month.did.list"));
};

const todayOf = async ({ tx, now }: Work, companyId: string) => {
  const { timeZone, currency } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  return { today: dayAt(now, timeZone), currency };
};

const debtorsView = async (work: Work, companyId: string): Promise<View> => {
  const { tx } = work;
  const { today, currency } = await todayOf(work, companyId);
  const where = { companyId, buildingId: null };
  const debtors = await debtorsOn(tx, { ...where, today });
  const ages = await ageingOn(tx, { ...where, today });
  const collected = await collectionOf(tx, { ...where, months: shownMonths });
  const notices = await tx.debtNotice.groupBy({ by: ["state"], where: { companyId }, _count: true });
  const countOf = (state: string): number => notices.find((row) => row.state === state)?._count ?? 0;
  const all = debtors.reduce((sum, { debt, penalty }) => sum + debt + penalty, 0n);
  const button = (name: "debtors" | "ageing"): Button => ({
    label: t(`billing.debtors.button.${name}`),
    do: { action: action(`bl.doc.${name}`) },
  });
  return {
    blocks: [
      { type: "heading", text: t("billing.debtors.title", { day: dayText(today) }) },
      {
        type: "text",
        text:
          debtors.length === 0
            ? t("billing.debtors.none")
            : t("billing.debtors.all", { count: debtors.length, sum: sumText(all, currency) }),
      },
      ...(debtors.length === 0 ? [] : debtorsTable(debtors.slice(0, shownDebtors), currency)),
      {
        type: "table",
        head: [t("billing.debtors.column.age"), t("billing.month.column.sum")],
        rows: ages.map(({ fromDay, toDay, debt }) => [ageText(fromDay, toDay), sumText(debt, currency)]),
        numeric: [1],
      },
      ...(collected.length === 0
        ? []
        : [
            {
              type: "table" as const,
              head: [
                t("billing.debtors.column.month"),
                t("billing.month.field.charged"),
                t("billing.debtors.column.rate"),
              ],
              rows: collected.map((one) => [
                monthText(one.month),
                sumText(one.charged, currency),
                plain(`${formatDecimal(BigInt(collectionRate(one)), percentDigits)} %`),
              ]),
              numeric: [1, 2],
            },
          ]),
      {
        type: "note",
        text: t("billing.debtors.notices", {
          sent: countOf("sent"),
          queued: countOf("queued"),
          failed: countOf("failed"),
        }),
      },
    ],
    ...(debtors.length === 0 ? {} : { buttons: [[button("debtors"), button("ageing")]] }),
  };
};

const debtorsTable = (debtors: Awaited<ReturnType<typeof debtorsOn>>, currency: string): Block[] => [
  {
    type: "table",
    head: [
      t("billing.month.column.unit"),
      t("billing.debtors.column.debt"),
      t("billing.debtors.column.penalty"),
      t("billing.debtors.column.days"),
    ],
    rows: debtors.map(({ address, unit, debt, penalty, days }) => [
      plain(`${address}, ${unit}`),
      sumText(debt, currency),
      sumText(penalty, currency),
      plain(String(days)),
    ]),
    numeric: [1, 2, 3],
  },
];

export const ageText = (fromDay: number, toDay: number | null): Text =>
  toDay === null
    ? t("billing.debtors.older", { from: fromDay })
    : t("billing.debtors.age", { from: fromDay, to: toDay });

const showAccount = async ({ work, respond }: Turn, companyId: string, typed: string): Promise<void> => {
  const meant = await unitMeant(work, companyId, typed);
  if (!meant.ok) return respond.notice(meant.text, "alert");
  const account = (await accountsOfUnit(work.tx, meant.unit.id)).at(-1);
  if (!account) return respond.notice(t("billing.account.none"), "alert");
  const { currency } = await todayOf(work, companyId);
  const state = await accountState(work.tx, account.id);
  const plan = await work.tx.instalmentPlan.findFirst({ where: { accountId: account.id, state: "active" } });
  const button = (
    name: "plan" | "residents" | "privilege" | "extra" | "owner" | "write-off" | "recalculation",
  ): Button => ({
    label: t(`billing.account.button.${name}`),
    do: { action: action(name === "recalculation" ? "bl.recalc" : `bl.${name}`, account.id) },
  });
  respond.show({
    blocks: [
      {
        type: "heading",
        text: t("billing.account.title", {
          number: account.number,
          place: plain(`${meant.unit.address}, ${meant.unit.number}`),
        }),
      },
      {
        type: "fields",
        fields: [
          { label: t("billing.account.debt"), value: sumText(state.debt, currency) },
          { label: t("billing.account.penalty"), value: sumText(state.penalty, currency) },
          { label: t("billing.account.advance"), value: sumText(state.advance, currency) },
        ],
      },
      ...(state.open.length === 0
        ? []
        : [
            {
              type: "table" as const,
              head: [
                t("billing.debtors.column.month"),
                t("billing.account.due"),
                t("billing.account.unpaid"),
              ],
              rows: state.open.map(({ month, due, unpaid }) => [
                monthText(month),
                dayText(due),
                sumText(unpaid, currency),
              ]),
              numeric: [2],
            },
          ]),
      ...(plan
        ? [
            {
              type: "text" as const,
              text: t("billing.plan.active", {
                sum: sumText(plan.amount, currency),
                count: partsFromJson(plan.parts).length,
              }),
            },
          ]
        : []),
    ],
    buttons: [
      [
        plan
          ? {
              label: t("billing.account.button.unplan"),
              do: { action: action("bl.unplan", plan.id) },
              style: "danger",
            }
          : button("plan"),
        button("recalculation"),
        button("extra"),
      ],
      [
        button("residents"),
        button("privilege"),
        button("owner"),
        ...(state.open.length > 0 ? [button("write-off")] : []),
      ],
    ],
  });
};
