import { can } from "../core/access/policy.ts";
import type { CommandRoute } from "./route.ts";
import { moment, plain, t } from "./text.ts";
import type { View } from "./view.ts";

const shown = 20;

/** `/domovoy failures`: the newest messages that were given up, for the administrator. */
export const failuresCommand: CommandRoute = {
  kind: "command",
  name: "failures",
  platforms: ["slack"],
  audience: "administrator",
  description: "chat.failures.command",
  handle: async ({ work, respond }) => {
    const { actor, tx } = work;
    if (actor.kind !== "person" || !can(actor, "failures.view", { companyId: actor.companyId })) {
      return respond.notice(t("chat.failures.forbidden"), "alert");
    }
    const [company, letters] = await Promise.all([
      tx.company.findUniqueOrThrow({ where: { id: actor.companyId }, select: { timeZone: true } }),
      tx.outboxMessage.findMany({
        where: { companyId: actor.companyId, state: "dead" },
        orderBy: { id: "desc" },
        take: shown,
      }),
    ]);
    const lines = letters.map(({ id, platform, failureCode, failureText, createdAt }) => ({
      join: [
        t("chat.failures.line", {
          id,
          platform,
          code: failureCode ?? "",
          at: moment(createdAt, company.timeZone),
        }),
        plain(failureText ?? ""),
      ],
      by: " · ",
    }));
    const view: View = {
      blocks: [
        { type: "heading", text: t("chat.failures.title") },
        lines.length > 0 ? { type: "list", items: lines } : { type: "text", text: t("chat.failures.none") },
      ],
    };
    respond.show(view);
  },
};
