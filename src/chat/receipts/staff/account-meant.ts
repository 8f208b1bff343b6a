import { can } from "../../../core/access/policy.ts";
import { type FoundAccount, findAccounts } from "../../../core/receipts/find-account.ts";
import type { Work } from "../../../core/work/work.ts";
import { numberText } from "../../number-text.ts";
import { joined, plain, type Text, t } from "../../text.ts";
import { refusalText } from "../words.ts";

export type AccountAnswer = { ok: true; account: FoundAccount } | { ok: false; text: Text };

/** The one account that staff mean, or a sentence that says how to name it. */
export const accountMeant = async (work: Work, typed: string): Promise<AccountAnswer> => {
  const { actor } = work;
  if (actor.kind !== "person") return { ok: false, text: refusalText({ code: "forbidden" }) };
  if (typed.trim() === "") return { ok: false, text: t("receipts.staff.name-account") };
  const found = await findAccounts(work, actor.companyId, typed);
  const [account, another] = found;
  if (!account) return { ok: false, text: t("receipts.staff.no-account", { typed }) };
  if (another) {
    const list = joined("; ", ...found.slice(0, 8).map(accountLabel));
    return { ok: false, text: t("receipts.staff.several", { list }) };
  }
  if (!can(actor, "debts.view", account)) return { ok: false, text: refusalText({ code: "forbidden" }) };
  return { ok: true, account };
};

export const accountLabel = ({ address, unit, number }: FoundAccount): Text =>
  joined("", plain(`${address}, ${unit} (`), numberText(number), plain(")"));
