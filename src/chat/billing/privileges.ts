import { can } from "../../core/access/policy.ts";
import { endPrivilege, type HeldPrivilege } from "../../core/billing/accounts/end-privilege.ts";
import { addDays } from "../../core/billing/calendar.ts";
import { action } from "../action.ts";
import { textOf } from "../answers.ts";
import type { Form } from "../form.ts";
import { percentText } from "../receipts/words.ts";
import type { Route } from "../route.ts";
import { joined, plain, type Text, t } from "../text.ts";
import type { Block, Button } from "../view.ts";
import { dayTyped } from "./typed-dates.ts";
import { billingRefusal, dayText, refusedAt, serviceText } from "./words.ts";

/** What is taken off an account's charges, since when and why. */
export const privilegeBlocks = (privileges: readonly HeldPrivilege[]): Block[] =>
  privileges.length === 0
    ? []
    : [
        { type: "heading", text: t("billing.privilege.list") },
        {
          type: "list",
          items: privileges.map((privilege) =>
            joined(
              " — ",
              t(`billing.privilege.${privilege.to === null ? "line" : "line-until"}`, {
                what: whatOf(privilege),
                from: dayText(privilege.from),
                to: dayText(privilege.to ?? ""),
              }),
              ...(privilege.reason === null ? [] : [plain(privilege.reason)]),
            ),
          ),
        },
      ];

/** A button for each privilege, also for one that has ended: its last day may have been wrong. */
export const privilegeButtons = (privileges: readonly HeldPrivilege[]): Button[] =>
  privileges.map((privilege) => ({
    label: t("billing.privilege.end", { what: whatOf(privilege) }),
    do: { action: action("bl.unprivilege", privilege.id) },
    style: "danger",
  }));

const whatOf = ({ serviceNames, discount }: Pick<HeldPrivilege, "serviceNames" | "discount">): Text =>
  t("billing.privilege.what", {
    service: serviceNames === null ? t("billing.privilege.all") : serviceText(serviceNames),
    percent: percentText(discount),
  });

/** The last day of a privilege. args: the privilege. */
const endPrivilegeForm: Form = {
  id: "billing.privilege-end",
  title: t("billing.privilege-end.title"),
  submit: t("billing.privilege-end.submit"),
  open: async ({ tx, actor }, [privilegeId = ""]) => {
    const privilege = await tx.privilege.findUnique({ where: { id: privilegeId } });
    if (!privilege) return { ok: false, text: billingRefusal({ ok: false, code: "not-found" }) };
    if (!can(actor, "account.manage", { companyId: privilege.companyId }))
      return { ok: false, text: billingRefusal({ ok: false, code: "forbidden" }) };
    const { serviceId, discount, from } = privilege;
    const service = serviceId === null ? null : await tx.service.findUnique({ where: { id: serviceId } });
    return {
      ok: true,
      intro: whatOf({ serviceNames: serviceId === null ? null : service?.names, discount }),
      fields: [
        {
          name: "to",
          label: t("billing.privilege-end.to"),
          hint: t("billing.privilege-end.to-hint", { before: dayText(addDays(from, -1)) }),
          input: { kind: "text", maxLength: 20 },
        },
      ],
    };
  },
  submitted: async (work, [privilegeId = ""], input) => {
    const outcome = await endPrivilege(work, { privilegeId, to: dayTyped(textOf(input, "to") ?? "") });
    return outcome.ok
      ? { ok: true, text: t("billing.privilege-end.done") }
      : refusedAt(outcome, { "bad-date": "to", "bad-span": "to" });
  },
};

export const privilegeRoutes: Route[] = [
  { kind: "form", form: endPrivilegeForm },
  {
    kind: "action",
    name: "bl.unprivilege",
    opens: endPrivilegeForm.id,
    handle: ({ respond }, [privilegeId = ""]) => respond.openForm(endPrivilegeForm.id, privilegeId),
  },
];
