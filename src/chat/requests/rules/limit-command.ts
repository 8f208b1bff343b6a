import {
  changeRequestSettings,
  priceDigitsOf,
  type RequestSettings,
  requestSettings,
} from "../../../core/requests/settings.ts";
import type { Work } from "../../../core/work/work.ts";
import type { Route } from "../../route.ts";
import { money, type Text, t } from "../../text.ts";

/** `/domovoy limit`: what a manager may approve, and for how long requests count as the same; with a figure, sets it. */
export const limitRoutes: Route[] = [
  {
    kind: "command",
    name: "limit",
    platforms: ["slack"],
    audience: "administrator",
    description: "requests.command.limit",
    handle: async ({ work, respond }, args) => {
      const { actor } = work;
      if (actor.kind !== "person") return respond.notice(t("requests.refusal.forbidden"), "alert");
      if (args.trim() === "") return respond.notice(saying(await requestSettings(work.tx, actor.companyId)));
      const change = changeIn(args.trim(), await priceDigitsOf(work.tx, actor.companyId));
      if (!change) return respond.notice(t("requests.limit.usage"), "alert");
      respond.notice(...(await outcomeText(work, change)));
    },
  },
];

type Change = Parameters<typeof changeRequestSettings>[1];

const outcomeText = async (work: Work, change: Change): Promise<[Text, "info" | "alert"]> => {
  const outcome = await changeRequestSettings(work, change);
  return outcome.ok ? [saying(outcome.value), "info"] : [t(`requests.refusal.${outcome.code}`), "alert"];
};

const saying = ({ approvalLimit, currency, duplicateHours }: RequestSettings): Text =>
  t("requests.limit.now", { limit: money(approvalLimit, currency), count: duplicateHours });

/** "30000" or "30 000,50": the limit; "48h": the hours. */
const changeIn = (args: string, priceDigits: number): Change | null => {
  const [, hours] = /^(\d{1,4})\s*[hч]$/iu.exec(args) ?? [];
  if (hours !== undefined) return { duplicateHours: Number(hours) };
  const [, whole, decimals = ""] = /^(\d[\d\s\u00a0]{0,14})(?:[.,](\d+))?$/.exec(args) ?? [];
  return whole === undefined || decimals.length > priceDigits
    ? null
    : { approvalLimit: BigInt(whole.replace(/\D/g, "") + decimals.padEnd(priceDigits, "0")) };
};
