import { can } from "../../core/access/policy.ts";
import type { Work } from "../../core/work/work.ts";
import type { Form, FormOpening } from "../form.ts";
import { billingRefusal } from "./words.ts";

/** Opens a form for those who set a company's prices; all others are told that they may not. */
export const forTariffs =
  (open: (work: Work, companyId: string, args: string[]) => Promise<FormOpening>): Form["open"] =>
  async (work, args) => {
    const { actor } = work;
    if (actor.kind !== "person" || !can(actor, "tariff.manage", { companyId: actor.companyId }))
      return { ok: false, text: billingRefusal({ ok: false, code: "forbidden" }) };
    return open(work, actor.companyId, args);
  };
