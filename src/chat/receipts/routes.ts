import { dayAt } from "../../core/billing/calendar.ts";
import { settingsOf } from "../../core/billing/settings/settings-of.ts";
import { orderDocument } from "../../core/documents/order-document.ts";
import { accountDebt } from "../../core/receipts/account-debt.ts";
import { billOf } from "../../core/receipts/bill.ts";
import { accountHistory, accountPayments } from "../../core/receipts/history.ts";
import { receiptPapers } from "../../core/receipts/receipt-paper.ts";
import { billedUnits, newestReceipts, seesNames, viewReceipt } from "../../core/receipts/view-receipt.ts";
import type { ReceiptModel } from "../../database/types.ts";
import { action } from "../action.ts";
import type { ActionRoute, Route, Turn } from "../route.ts";
import type { ChatSettings } from "../settings.ts";
import { plain, type Translate, t } from "../text.ts";
import type { View } from "../view.ts";
import { billView } from "./bill-view.ts";
import { debtView } from "./debt-view.ts";
import { historyView, listedPayments } from "./history-view.ts";
import { billQr, payView } from "./pay-view.ts";
import { questionRoutes } from "./question.ts";
import { whyView } from "./why-view.ts";
import { moneyText, monthText, refusalText } from "./words.ts";

/** A button of a bill; whoever may not see the bill is told so. */
const billAction = (
  name: string,
  handle: (turn: Turn, receipt: ReceiptModel) => Promise<void>,
): ActionRoute => ({
  kind: "action",
  name: `rc.${name}`,
  handle: async (turn, [receiptId = ""]) => {
    const receipt = await viewReceipt(turn.work, receiptId);
    if (!receipt.ok) return turn.respond.notice(refusalText(receipt), "alert");
    await handle(turn, receipt.value);
  },
});

/** Everything that people do with their bills. */
export const receiptRoutes = (settings: ChatSettings, translate: Translate): Route[] => [
  {
    kind: "command",
    name: "bills",
    platforms: ["telegram"],
    audience: "resident",
    // Who has sold with a debt pays it, and asks about it.
    former: true,
    description: "receipts.command.bills",
    handle: showBills,
  },
  billAction("bill", async (turn, { id }) => reply(turn, await viewOf(turn, id))),
  billAction("why", async (turn, { id }) => {
    const personal = await seesNames(turn.work, await receiptRow(turn, id));
    const { tx, vault, now } = turn.work;
    const [paper] = await receiptPapers(tx, vault, [id], { personal, now });
    if (paper) reply(turn, whyView(paper));
  }),
  billAction("pay", (turn, receipt) => pay(turn, receipt, translate)),
  billAction("pdf", async (turn, receipt) => {
    await order(turn, receipt, "receipts:receipt", {
      receiptId: receipt.id,
      personal: await seesNames(turn.work, receipt),
      month: receipt.month,
    });
  }),
  billAction("history", async (turn, receipt) => {
    const months = await accountHistory(turn.work.tx, receipt.accountId);
    const { currency } = await turn.work.tx.company.findUniqueOrThrow({ where: { id: receipt.companyId } });
    const payments = await accountPayments(turn.work.tx, receipt.accountId, listedPayments);
    reply(turn, historyView(months, payments, currency));
    if (months.length > 1) await order(turn, receipt, "receipts:history", { accountId: receipt.accountId });
  }),
  billAction("debt", async (turn, receipt) => {
    const { work } = turn;
    const { currency } = await work.tx.company.findUniqueOrThrow({ where: { id: receipt.companyId } });
    const { timeZone } = await work.tx.building.findUniqueOrThrow({ where: { id: receipt.buildingId } });
    const today = dayAt(work.now, timeZone);
    const debt = await accountDebt(work.tx, receipt.accountId);
    reply(turn, debtView(debt, { receiptId: receipt.id, currency, today }));
  }),
  ...questionRoutes(settings),
];

/** In the staff channel only the one who asked sees it; in a private chat it is a message like any other. */
const reply = ({ event, respond }: Turn, view: View): void =>
  event.platform === "slack" ? respond.show(view) : respond.reply(view);

const receiptRow = ({ work }: Turn, id: string): Promise<ReceiptModel> =>
  work.tx.receipt.findUniqueOrThrow({ where: { id } });

const viewOf = async ({ work }: Turn, receiptId: string): Promise<View> => {
  const bill = await billOf(work.tx, receiptId);
  return bill
    ? billView(bill, work.now)
    : { blocks: [{ type: "text", text: refusalText({ code: "not-found" }) }] };
};

const showBills = async (turn: Turn): Promise<void> => {
  const { work, respond } = turn;
  const { actor, tx } = work;
  const receipts = await newestReceipts(tx, actor, await billedUnits(tx, actor));
  const [only, another] = receipts;
  if (!only) return respond.show({ blocks: [{ type: "text", text: t("receipts.none") }] });
  if (!another) return respond.show(await viewOf(turn, only.id));
  const bills = await Promise.all(receipts.map(({ id }) => billOf(work.tx, id)));
  respond.show({
    blocks: [{ type: "heading", text: t("receipts.which") }],
    buttons: bills.flatMap((bill) =>
      bill
        ? [
            [
              {
                label: t("receipts.which-button", {
                  address: plain(bill.address),
                  unit: bill.unit,
                  month: monthText(bill.receipt.month),
                  sum: moneyText(bill.owed, bill.currency),
                }),
                do: { action: action("rc.bill", bill.receipt.id) },
              },
            ],
          ]
        : [],
    ),
  });
};

const pay = async (
  turn: Turn,
  { id, companyId, buildingId }: ReceiptModel,
  translate: Translate,
): Promise<void> => {
  const { work } = turn;
  const bill = await billOf(work.tx, id);
  if (!bill) return turn.respond.notice(refusalText({ code: "not-found" }), "alert");
  if (bill.owed === 0n) return turn.respond.notice(t("receipts.bill.paid"));
  const requisites = await settingsOf(work.tx, companyId, buildingId);
  const { language } = await work.tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const qr = billQr(bill, requisites, translate, language);
  reply(turn, payView(bill, requisites, qr));
  if (qr.ok) await order(turn, bill.receipt, "receipts:pay", { receiptId: id, month: bill.receipt.month });
};

const order = async (
  { work, event, language }: Turn,
  { companyId }: ReceiptModel,
  kind: string,
  params: Record<string, string | boolean>,
): Promise<void> => {
  const { threadId } = event.chat;
  const address = { platform: event.platform, chatId: event.chat.id, ...(threadId ? { threadId } : {}) };
  await orderDocument(work, { companyId, kind, params, language, address });
};
