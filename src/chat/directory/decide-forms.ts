import { can } from "../../core/access/policy.ts";
import { decideJoin } from "../../core/directory/decide-join.ts";
import type { Work } from "../../core/work/work.ts";
import type { JoinRequestModel } from "../../database/types.ts";
import { choiceOf, textOf } from "../answers.ts";
import type { Form, FormOpening } from "../form.ts";
import { type Text, t } from "../text.ts";
import { unitLabel, unitMeant } from "./unit-query.ts";
import { isOccupancyKind, occupancyKinds, occupancyWord, refusalText } from "./words.ts";

/** Lets somebody who asked into a unit. Its only argument is the request to join. */
export const approveForm: Form = {
  id: "directory.approve",
  title: t("directory.approve.title"),
  submit: t("directory.approve.submit"),
  open: async (work, [id = ""]) => {
    const found = await openRequest(work, id);
    if (!found.ok) return found;
    const guess = await unitMeant(work, found.request.companyId, work.vault.open(found.request.textSealed));
    return {
      ok: true,
      intro: t("directory.approve.intro", { name: work.vault.open(found.request.nameSealed) }),
      fields: [
        {
          name: "unit",
          label: t("directory.approve.unit"),
          hint: t("directory.approve.unit-hint"),
          input: { kind: "text", maxLength: 200, ...(guess.ok ? { initial: unitLabel(guess.unit) } : {}) },
        },
        {
          name: "kind",
          label: t("directory.approve.kind"),
          input: {
            kind: "choice",
            options: occupancyKinds.map((value) => ({ value, label: occupancyWord(value) })),
          },
        },
      ],
    };
  },
  submitted: async (work, [id = ""], input) => {
    const found = await openRequest(work, id);
    if (!found.ok) return found;
    const meant = await unitMeant(work, found.request.companyId, textOf(input, "unit") ?? "");
    if (!meant.ok) return { ok: false, text: meant.text, field: "unit" };
    const kind = choiceOf(input, "kind");
    const decision = {
      approve: true,
      unitId: meant.unit.id,
      kind: isOccupancyKind(kind) ? kind : "household",
    } as const;
    const outcome = await decideJoin(work, { joinRequestId: id, decision });
    return outcome.ok ? { ok: true } : { ok: false, text: refusalText(outcome) };
  },
};

/** Refuses somebody who asked, with a reason that they see. */
export const refuseForm: Form = {
  id: "directory.refuse",
  title: t("directory.refuse.title"),
  submit: t("directory.refuse.submit"),
  open: async (work, [id = ""]): Promise<FormOpening> => {
    const found = await openRequest(work, id);
    if (!found.ok) return found;
    return {
      ok: true,
      intro: t("directory.refuse.intro", { name: work.vault.open(found.request.nameSealed) }),
      fields: [
        {
          name: "reason",
          label: t("directory.refuse.reason"),
          hint: t("directory.refuse.reason-hint"),
          input: { kind: "text", multiline: true, minLength: 3, maxLength: 500 },
        },
      ],
    };
  },
  submitted: async (work, [id = ""], input) => {
    const decision = { approve: false, reason: textOf(input, "reason") ?? "" } as const;
    const outcome = await decideJoin(work, { joinRequestId: id, decision });
    return outcome.ok ? { ok: true } : { ok: false, text: refusalText(outcome) };
  },
};

type OpenRequest = { ok: true; request: JoinRequestModel } | { ok: false; text: Text };

/** The request, if it still waits and the actor decides anywhere in its company. */
const openRequest = async ({ tx, actor }: Work, id: string): Promise<OpenRequest> => {
  const request = await tx.joinRequest.findUnique({ where: { id } });
  const refusal = (code: string): OpenRequest => ({ ok: false, text: refusalText({ ok: false, code }) });
  if (!request) return refusal("not-found");
  const scopes = actor.kind === "person" ? [null, ...actor.roles.map((role) => role.buildingId)] : [];
  const { companyId } = request;
  if (!scopes.some((buildingId) => can(actor, "join.decide", { companyId, buildingId })))
    return refusal("forbidden");
  return request.state === "pending" ? { ok: true, request } : refusal("wrong-state");
};
