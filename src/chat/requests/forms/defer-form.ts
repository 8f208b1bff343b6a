import { DateTime } from "luxon";
import { deferRequest } from "../../../core/requests/defer-request.ts";
import { limits } from "../../../core/requests/limits.ts";
import type { Work } from "../../../core/work/work.ts";
import { textOf } from "../../answers.ts";
import { t } from "../../text.ts";
import { actForm } from "./act-form.ts";

/** The hour of the building's morning at which a deferred request comes back. */
const returnsAtHour = 9;

const zoneOf = async (work: Work, requestId: string): Promise<string> => {
  const request = await work.tx.request.findUniqueOrThrow({
    where: { id: requestId },
    select: { buildingId: true },
  });
  const building = await work.tx.building.findUniqueOrThrow({
    where: { id: request.buildingId },
    select: { timeZone: true },
  });
  return building.timeZone;
};

/** Until which day a request is put off, and why. */
export const deferForm = actForm({
  name: "defer",
  act: "request.defer",
  fields: async (work, request) => {
    const today = DateTime.fromJSDate(work.now, { zone: await zoneOf(work, request.id) });
    return [
      {
        name: "until",
        label: t("requests.defer.until"),
        input: { kind: "date", earliest: today.plus({ days: 1 }).toFormat("yyyy-MM-dd") },
      },
      {
        name: "reason",
        label: t("requests.defer.reason"),
        input: { kind: "text", multiline: true, maxLength: limits.text },
      },
    ];
  },
  submitted: async (work, requestId, input) => {
    const zone = await zoneOf(work, requestId);
    const until = DateTime.fromISO(textOf(input, "until") ?? "", { zone })
      .set({ hour: returnsAtHour })
      .toJSDate();
    return deferRequest(work, { requestId, until, reason: textOf(input, "reason") });
  },
});
