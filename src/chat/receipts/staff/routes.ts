import { can } from "../../../core/access/policy.ts";
import { findBuildings } from "../../../core/directory/find-buildings.ts";
import { orderDocument } from "../../../core/documents/order-document.ts";
import { billOf } from "../../../core/receipts/bill.ts";
import { monthWithReceipts } from "../../../core/receipts/house-receipts.ts";
import type { ActionRoute, Route, Turn } from "../../route.ts";
import { t } from "../../text.ts";
import { billView } from "../bill-view.ts";
import { refusalText } from "../words.ts";
import { accountMeant } from "./account-meant.ts";
import { addPaymentForm, refundPaymentForm, reversePaymentForm } from "./payment-forms.ts";
import { paymentsView } from "./payments-view.ts";
import { assignUnknownForm, returnUnknownForm, takeUnknownForm } from "./unknown-forms.ts";
import { unknownView } from "./unknown-view.ts";

const formButton = (name: string, form: string): ActionRoute => ({
  kind: "action",
  name: `py.${name}`,
  opens: form,
  handle: ({ respond }, args) => respond.openForm(form, ...args),
});

/** What the office does with bills and payments in Slack. */
export const billOfficeRoutes: Route[] = [
  ...[
    addPaymentForm,
    reversePaymentForm,
    refundPaymentForm,
    takeUnknownForm,
    assignUnknownForm,
    returnUnknownForm,
  ].map((form): Route => ({ kind: "form", form })),
  {
    kind: "command",
    name: "payments",
    platforms: ["slack"],
    audience: "staff",
    description: "receipts.command.payments",
    handle: async ({ work, respond }, typed) => {
      const { actor } = work;
      if (typed.trim() === "" && actor.kind === "person" && can(actor, "payment.record", actor))
        return respond.show(await unknownView(work, actor.companyId));
      const meant = await accountMeant(work, typed);
      if (!meant.ok) return respond.notice(meant.text, "alert");
      respond.show(await paymentsView(work, meant.account));
    },
  },
  {
    kind: "command",
    name: "receipt",
    platforms: ["slack"],
    audience: "staff",
    description: "receipts.command.receipt",
    handle: showReceipt,
  },
  formButton("add", addPaymentForm.id),
  formButton("reverse", reversePaymentForm.id),
  formButton("refund", refundPaymentForm.id),
  formButton("unknown", takeUnknownForm.id),
  formButton("assign", assignUnknownForm.id),
  formButton("return", returnUnknownForm.id),
];

const monthAtEnd = /\s*(\d{4}-\d{2})$/;

/** `/domovoy receipt 45 [2026-03]`: a bill; `/domovoy receipt Lenina 1 [2026-03]`: all of a house, for printing. */
async function showReceipt({ work, respond, event, language }: Turn, typed: string): Promise<void> {
  const month = monthAtEnd.exec(typed)?.[1];
  const place = typed.replace(monthAtEnd, "").trim();
  const { actor, tx } = work;
  if (actor.kind !== "person") return respond.notice(refusalText({ code: "forbidden" }), "alert");
  const { companyId } = actor;
  // "Lenina 1" is the house, although its first unit could be meant by that; "Lenina 1, 1" is the unit.
  const [building, another] = /\p{L}/u.test(place) ? await findBuildings(tx, companyId, place) : [];
  if (!building || another) {
    const meant = await accountMeant(work, place);
    if (!meant.ok) return respond.notice(meant.text, "alert");
    const receipt = await tx.receipt.findFirst({
      where: {
        accountId: meant.account.id,
        number: { not: null },
        ...(month ? { month } : {}),
      },
      orderBy: { month: "desc" },
    });
    const bill = receipt && (await billOf(tx, receipt.id));
    if (!bill) return respond.notice(t("receipts.staff.no-receipt"), "alert");
    return respond.show(billView(bill, work.now));
  }
  if (!can(actor, "bill.print", { companyId, buildingId: building.id }))
    return respond.notice(refusalText({ code: "forbidden" }), "alert");
  const newest = await monthWithReceipts(tx, { companyId, buildingId: building.id, month });
  if (!newest) return respond.notice(t("receipts.staff.no-receipt"), "alert");
  const address = { platform: event.platform, chatId: event.chat.id };
  const params = { buildingId: building.id, month: newest, address: building.address };
  await orderDocument(work, { companyId, kind: "receipts:building", params, language, address });
  respond.notice(t("receipts.staff.printing"));
}
