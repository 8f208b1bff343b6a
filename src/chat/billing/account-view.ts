import { accountState, accountsOfUnit } from "../../core/billing/accounts/account-state.ts";
import { privilegesOf } from "../../core/billing/accounts/end-privilege.ts";
import { partsFromJson } from "../../core/billing/debts/make-plan.ts";
import { writeOffsOf } from "../../core/billing/payments/write-offs-of.ts";
import { newId } from "../../core/directory/new-id.ts";
import type { DebtNoticeModel } from "../../database/types.ts";
import { action } from "../action.ts";
import { unitMeant } from "../directory/unit-query.ts";
import { inRows } from "../in-rows.ts";
import type { Turn } from "../route.ts";
import { moment, plain, type Text, t } from "../text.ts";
import type { Block, Button } from "../view.ts";
import { privilegeBlocks, privilegeButtons } from "./privileges.ts";
import { todayOf } from "./today-of.ts";
import { dayText, monthText, sumText } from "./words.ts";
import { writeOffBlocks, writeOffButtons } from "./write-offs.ts";

/** Reminders that are listed. */
const shownNotices = 6;

/** Privileges that are listed. */
const shownPrivileges = 6;

/** Write-offs that are listed. */
const shownWriteOffs = 4;

/** An account as the staff see it: what it owes, its privileges, what was given up, its plan, its reminders, and what can be done with it. */
export const showAccount = async (
  { work, respond }: Turn,
  companyId: string,
  typed: string,
): Promise<void> => {
  const meant = await unitMeant(work, companyId, typed);
  if (!meant.ok) return respond.notice(meant.text, "alert");
  const account = (await accountsOfUnit(work.tx, meant.unit.id)).at(-1);
  if (!account) return respond.notice(t("billing.account.none"), "alert");
  const { currency, timeZone } = await todayOf(work, companyId);
  const state = await accountState(work.tx, account.id);
  const plan = await work.tx.instalmentPlan.findFirst({ where: { accountId: account.id, state: "active" } });
  const notices = await work.tx.debtNotice.findMany({
    where: { accountId: account.id },
    orderBy: { createdAt: "desc" },
    take: shownNotices,
  });
  const privileges = await privilegesOf(work.tx, work.vault, account.id, shownPrivileges);
  const writeOffs = await writeOffsOf(work.tx, account.id, shownWriteOffs);
  const button = (
    name: "plan" | "residents" | "privilege" | "extra" | "owner" | "write-off" | "recalculation",
    ...more: string[]
  ): Button => ({
    label: t(`billing.account.button.${name}`),
    do: { action: action(name === "recalculation" ? "bl.recalc" : `bl.${name}`, account.id, ...more) },
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
              rows: state.open.map(({ month, number, due, unpaid }) => [
                number === null ? t("receipts.debt.opening") : monthText(month),
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
      ...privilegeBlocks(privileges),
      ...writeOffBlocks(writeOffs, currency),
      ...(notices.length === 0
        ? []
        : ([
            { type: "heading", text: t("billing.account.notices") },
            { type: "list", items: notices.map((notice) => noticeText(notice, timeZone)) },
          ] satisfies Block[])),
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
        // The key goes with the button, so that a form sent twice gives a debt up once.
        ...(state.open.length > 0 ? [button("write-off", newId(work.now))] : []),
      ],
      ...inRows([...privilegeButtons(privileges), ...writeOffButtons(writeOffs, currency)], 2),
    ],
  });
};

const noticeText = (
  { stage, state, way, proof, reason, sentAt }: DebtNoticeModel,
  timeZone: string,
): Text => {
  const told = state === "sent" && reason === "unconfirmed" ? "unconfirmed" : state;
  return t(`billing.account.notice-${told}`, {
    days: stage,
    way: t(`contacts.way.${way ?? "telegram"}`),
    at: sentAt ? moment(sentAt, timeZone, "datetime") : plain("—"),
    proof: plain(proof ?? "—"),
  });
};
