import type { JoinRequestModel } from "../../database/types.ts";
import { accountKey } from "../access/account-key.ts";
import type { Account } from "../access/actor.ts";
import type { Work } from "../work/work.ts";

/** The account's request that waits: for the staff, or (without a text) for the person to say who they are. */
export const pendingRequest = async (
  { tx }: Pick<Work, "tx">,
  companyId: string,
  account: Account,
): Promise<JoinRequestModel | null> =>
  tx.joinRequest.findFirst({ where: { companyId, state: "pending", ...accountKey(account) } });

/** An empty text: a number was shared, but nothing said yet. The staff are not asked about such a request. */
export const isSaid = ({ vault }: Pick<Work, "vault">, request: JoinRequestModel): boolean =>
  vault.open(request.textSealed) !== "";

/** Keeps a vouched number until the person says who they are. */
export const notePhone = async (
  work: Work,
  { companyId, account, phone }: { companyId: string; account: Account; phone: string },
): Promise<void> => {
  const { tx, vault, actor } = work;
  const pending = await pendingRequest(work, companyId, account);
  const phoneSealed = vault.seal(phone);
  if (pending) {
    await tx.joinRequest.update({ where: { id: pending.id }, data: { phoneSealed } });
    return;
  }
  await tx.joinRequest.create({
    data: {
      companyId,
      ...accountKey(account),
      chatId: account.chatId,
      language: actor.kind === "system" ? "ru" : actor.language,
      nameSealed: vault.seal(actor.kind === "stranger" ? actor.name : ""),
      phoneSealed,
      textSealed: vault.seal(""),
      createdAt: work.now,
    },
  });
};
