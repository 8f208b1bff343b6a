import { dayAt } from "../../core/billing/calendar.ts";
import { endTariff } from "../../core/billing/tariffs/set-tariff.ts";
import { choiceOf, textOf } from "../answers.ts";
import type { Form, Option } from "../form.ts";
import { joined, t } from "../text.ts";
import { forTariffs } from "./for-tariffs.ts";
import { billingRefusal, dayText, priceSumText, serviceText, zoneText } from "./words.ts";

/** What a choice of Slack can hold. */
const mostTariffs = 100;

/** A price that serves to a day, and nothing comes after it: the service is no longer charged. */
export const endTariffForm: Form = {
  id: "billing.tariff-end",
  title: t("billing.tariff-end.title"),
  submit: t("billing.tariff-end.submit"),
  open: forTariffs(async ({ tx, now }, companyId) => {
    const { timeZone, currency } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
    const today = dayAt(now, timeZone);
    const tariffs = await tx.tariff.findMany({
      where: { companyId, OR: [{ to: null }, { to: { gte: today } }] },
      orderBy: [{ serviceId: "asc" }, { from: "asc" }],
      take: mostTariffs,
    });
    if (tariffs.length === 0) return { ok: false, text: t("billing.tariff-end.none") };
    const services = await tx.service.findMany({ where: { companyId }, select: { id: true, names: true } });
    const namesOf = new Map(services.map(({ id, names }) => [id, names]));
    const options = tariffs.map(
      ({ id, from, price, serviceId, zone }): Option => ({
        value: id,
        label: joined(
          " · ",
          serviceText(namesOf.get(serviceId) ?? {}),
          price === null ? t("billing.tariffs.by-invoice") : priceSumText(price, currency),
          ...(zone === null ? [] : [zoneText(zone)]),
          dayText(from),
        ),
      }),
    );
    return {
      ok: true,
      fields: [
        { name: "tariff", label: t("billing.tariff-end.which"), input: { kind: "choice", options } },
        { name: "to", label: t("billing.tariff-end.to"), input: { kind: "date", earliest: "2000-01-01" } },
      ],
    };
  }),
  submitted: async (work, _args, input) => {
    const outcome = await endTariff(work, {
      tariffId: choiceOf(input, "tariff") ?? "",
      to: textOf(input, "to") ?? "",
    });
    return outcome.ok
      ? { ok: true, text: t("billing.tariff-end.done") }
      : { ok: false, field: "to", text: billingRefusal(outcome) };
  },
};
