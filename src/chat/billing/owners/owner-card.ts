import { accountState } from "../../../core/billing/accounts/account-state.ts";
import type { Vault } from "../../../core/crypto/vault.ts";
import type { Db } from "../../../database/db.ts";
import type { OwnerNoticeModel } from "../../../database/types.ts";
import { action } from "../../action.ts";
import type { CardPresenter } from "../../card-renderer.ts";
import { moment, plain, type Text, t } from "../../text.ts";
import type { Block } from "../../view.ts";
import { dayText, sumText } from "../words.ts";

export const ownerCardKind = "billing-owner";

/** A unit has passed to others and its account goes on: what it stands at, and what can be done about it. */
export const ownerCard: CardPresenter = async (read, vault, { subjectId }) => {
  const notice = await read.ownerNotice.findUnique({ where: { id: subjectId } });
  if (!notice) return null;
  const { id, companyId, unitId, accountId, day, state } = notice;
  const unit = await read.unit.findUnique({ where: { id: unitId }, include: { building: true } });
  const account = await read.billingAccount.findUnique({ where: { id: accountId } });
  if (!unit || !account) return null;
  const { currency, timeZone } = await read.company.findUniqueOrThrow({ where: { id: companyId } });
  const place = plain(`${unit.building.address}, ${unit.number}`);
  const heading: Block = { type: "heading", text: t("billing.owners.title", { place, day: dayText(day) }) };
  if (state !== "open")
    return { blocks: [heading, { type: "text", text: await answerOf(read, vault, notice, timeZone) }] };
  const { debt, penalty, advance } = await accountState(read, accountId);
  return {
    blocks: [
      heading,
      { type: "text", text: t("billing.owners.goes-on", { number: account.number }) },
      {
        type: "fields",
        fields: [
          { label: t("billing.account.debt"), value: sumText(debt, currency) },
          { label: t("billing.account.penalty"), value: sumText(penalty, currency) },
          { label: t("billing.account.advance"), value: sumText(advance, currency) },
        ],
      },
      { type: "note", text: t("billing.owners.hint") },
    ],
    buttons: [
      [
        {
          label: t("billing.owners.change"),
          do: { action: action("bl.owner", accountId, day) },
          style: "primary",
        },
        { label: t("billing.owners.leave"), do: { action: action("bl.leave", id) } },
      ],
    ],
  };
};

/** Who said what became of the account, and when. */
const answerOf = async (
  read: Db,
  vault: Vault,
  { state, decidedBy, decidedAt, nextAccountId }: OwnerNoticeModel,
  timeZone: string,
): Promise<Text> => {
  if (state === "withdrawn" || decidedAt === null) return t("billing.owners.withdrawn");
  const who = decidedBy ? await read.person.findUnique({ where: { id: decidedBy } }) : null;
  const next = nextAccountId ? await read.billingAccount.findUnique({ where: { id: nextAccountId } }) : null;
  return t(next ? "billing.owners.done" : "billing.owners.left", {
    by: who ? vault.open(who.nameSealed) : t("directory.card.somebody"),
    at: moment(decidedAt, timeZone, "datetime"),
    number: next?.number ?? "",
    from: dayText(next?.opened ?? ""),
  });
};
