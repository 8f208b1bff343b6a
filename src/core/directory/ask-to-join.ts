import { accountKey } from "../access/account-key.ts";
import { can } from "../access/policy.ts";
import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { accountOf } from "./admit.ts";
import { isSaid, pendingRequest } from "./join-request.ts";
import { tidy } from "./names.ts";
import { refuse } from "./refuse.ts";
import { soleCompany } from "./sole-company.ts";

export type AskRefusal = "forbidden" | "no-company" | "already-asked" | "too-short";

const longestName = 200;
const longestText = 1000;

/** Asks the staff to let the acting account in: who they are and where they live, in their own words. */
export const askToJoin = async (
  work: Work,
  input: { name: string; text: string },
): Promise<Outcome<{ joinRequestId: string }, AskRefusal>> => {
  const { tx, vault, actor, now } = work;
  const attempt = { act: "join.ask", subjectType: "join-request", subjectId: null };
  const account = accountOf(actor);
  const companyId = actor.kind === "person" ? actor.companyId : (await soleCompany(tx))?.id;
  if (!account || actor.kind === "system") return refuse(work, attempt, "forbidden");
  if (!companyId) return refuse(work, attempt, "no-company");
  if (!can(actor, "join.ask", { companyId })) return refuse(work, attempt, "forbidden");
  const name = tidy(input.name).slice(0, longestName);
  const text = input.text.trim().slice(0, longestText);
  if (name.length < 2 || text.length < 1) return refuse(work, attempt, "too-short");
  const pending = await pendingRequest(work, companyId, account);
  if (pending && isSaid(work, pending)) return refuse(work, attempt, "already-asked");
  const said = { nameSealed: vault.seal(name), textSealed: vault.seal(text), language: actor.language };
  const { id } = pending
    ? await tx.joinRequest.update({ where: { id: pending.id }, data: said })
    : await tx.joinRequest.create({
        data: { companyId, ...accountKey(account), chatId: account.chatId, ...said, createdAt: now },
      });
  work.audit({ ...attempt, subjectId: id });
  work.announce({ type: "join.asked", companyId, joinRequestId: id });
  return done({ joinRequestId: id });
};
