import { leaveRequest } from "../../../core/requests/duplicates/join-request.ts";
import { mergeRequests } from "../../../core/requests/duplicates/merge-requests.ts";
import type { Work } from "../../../core/work/work.ts";
import type { Form } from "../../form.ts";
import type { ActionRoute, Route } from "../../route.ts";
import { t } from "../../text.ts";
import { refusalText } from "../words.ts";
import { mergeForm } from "./merge-form.ts";
import { splitForm } from "./split-form.ts";

const opens = (name: string, form: Form): ActionRoute => ({
  kind: "action",
  name,
  opens: form.id,
  handle: ({ respond }, args) => respond.openForm(form.id, ...args),
});

/** Joining happens in the form of a new request; this is leaving, merging and splitting. */
export const duplicateRoutes: Route[] = [
  { kind: "form", form: mergeForm },
  { kind: "form", form: splitForm },
  opens("dp.merge", mergeForm),
  opens("dp.split", splitForm),
  {
    kind: "action",
    name: "dp.leave",
    handle: async ({ work, respond }, [requestId = ""]) => {
      const outcome = await leaveRequest(work, { requestId });
      respond.notice(
        outcome.ok ? t("requests.did.leave") : refusalText(outcome),
        outcome.ok ? "info" : "alert",
      );
    },
  },
  {
    kind: "command",
    name: "merge",
    platforms: ["slack"],
    audience: "staff",
    description: "requests.command.merge",
    handle: async ({ work, respond }, args) => {
      const [number, into] = numbersIn(args);
      if (number === undefined || into === undefined)
        return respond.notice(t("requests.merge.usage"), "alert");
      const outcome = await mergeRequests(work, {
        requestId: await idOf(work, number),
        intoId: await idOf(work, into),
      });
      if (!outcome.ok) return respond.notice(refusalText(outcome), "alert");
      respond.notice(t("requests.did.merge", { number, into }));
    },
  },
  {
    kind: "command",
    name: "split",
    platforms: ["slack"],
    audience: "staff",
    description: "requests.command.split",
    opens: splitForm.id,
    handle: async ({ work, respond }, args) => {
      const [number] = numbersIn(args);
      const id = number === undefined ? "" : await idOf(work, number);
      if (id === "") return respond.notice(t("requests.split.usage"), "alert");
      await respond.openForm(splitForm.id, id);
    },
  },
];

const numbersIn = (args: string): number[] => (args.match(/\d{1,9}/g) ?? []).map(Number);

const idOf = async ({ tx, actor }: Work, number: number): Promise<string> => {
  if (actor.kind !== "person") return "";
  const where = { companyId_number: { companyId: actor.companyId, number } };
  return (await tx.request.findUnique({ where, select: { id: true } }))?.id ?? "";
};
