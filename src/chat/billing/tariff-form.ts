import { can } from "../../core/access/policy.ts";
import { dayAt, firstDay, monthOf, nextMonth } from "../../core/billing/calendar.ts";
import { setTariff, tariffMethods } from "../../core/billing/tariffs/set-tariff.ts";
import { knownZones } from "../../core/meters/meter.ts";
import { choiceOf } from "../answers.ts";
import type { Field, Form, FormResult } from "../form.ts";
import { t } from "../text.ts";
import { buildingField, chosenBuilding } from "./building-field.ts";
import { fromField, normField, priceField, priceTyped } from "./price-fields.ts";
import { billingRefusal, dayText, priceSumText, refusedAt, serviceText, zoneText } from "./words.ts";

const negatives = ["zero", "carry", "credit"] as const;
const bases = ["area", "residents", "units"] as const;

/** A price of a service from a day on. */
export const tariffForm: Form = {
  id: "billing.tariff",
  title: t("billing.tariff.title"),
  submit: t("billing.tariff.submit"),
  open: async (work, [serviceId = ""]) => {
    const { actor, tx, now } = work;
    const service = await tx.service.findUnique({ where: { id: serviceId } });
    if (!service || actor.kind !== "person" || service.companyId !== actor.companyId)
      return { ok: false, text: billingRefusal({ ok: false, code: "not-found" }) };
    if (!can(actor, "tariff.manage", { companyId: actor.companyId }))
      return { ok: false, text: billingRefusal({ ok: false, code: "forbidden" }) };
    const { timeZone } = await tx.company.findUniqueOrThrow({ where: { id: actor.companyId } });
    const month = firstDay(monthOf(dayAt(now, timeZone)));
    const next = firstDay(nextMonth(monthOf(month)));
    const first = (await tx.tariff.count({ where: { serviceId } })) === 0;
    return {
      ok: true,
      intro: serviceText(service.names),
      fields: [
        await buildingField(work, actor.companyId),
        choice(
          "method",
          service.meterKind ? tariffMethods : withoutMeter,
          service.meterKind ? "volume" : "area",
        ),
        priceField(t("billing.tariff.price-hint")),
        fromField(first ? month : next, next),
        zoneField,
        normField,
        choice("basis", bases, "area"),
        choice("negative", negatives, "zero"),
      ],
    };
  },
  submitted: async (work, [serviceId = ""], input): Promise<FormResult> => {
    const given = priceTyped(input);
    if (!given.ok) return given;
    const { price, from, norm } = given.typed;
    const saidZone = choiceOf(input, "zone") ?? undefined;
    const outcome = await setTariff(work, {
      serviceId,
      buildingId: chosenBuilding(choiceOf(input, "building")),
      method: tariffMethods.find((method) => method === choiceOf(input, "method")) ?? "area",
      price,
      from,
      zone: saidZone === undefined || saidZone === everyZone ? null : saidZone,
      norm,
      basis: bases.find((basis) => basis === choiceOf(input, "basis")) ?? "area",
      negative: negatives.find((policy) => policy === choiceOf(input, "negative")) ?? "zero",
    });
    if (outcome.ok) {
      const service = await work.tx.service.findUniqueOrThrow({ where: { id: serviceId } });
      const { currency } = await work.tx.company.findUniqueOrThrow({ where: { id: service.companyId } });
      const said = price === null ? t("billing.tariffs.by-invoice") : priceSumText(price, currency);
      const params = { service: serviceText(service.names), price: said, from: dayText(from) };
      return { ok: true, text: t("billing.tariff.set", params) };
    }
    return refusedAt(outcome, {
      "bad-price": "price",
      "price-too-high": "price",
      "norm-too-high": "norm",
      "bad-date": "from",
      "no-meter": "method",
      "bad-zone": "zone",
    });
  },
};

const withoutMeter = tariffMethods.filter((method) => method !== "volume" && method !== "house");

const everyZone = "all";

const zoneField: Field = {
  name: "zone",
  label: t("billing.tariff.zone"),
  hint: t("billing.tariff.zone-hint"),
  input: {
    kind: "choice",
    initial: everyZone,
    options: [
      { value: everyZone, label: t("billing.tariff.every-zone") },
      ...knownZones.map((zone) => ({ value: zone, label: zoneText(zone) })),
    ],
  },
};

const choice = (name: string, values: readonly string[], initial: string): Field => ({
  name,
  label: t(`billing.tariff.${name}`),
  input: {
    kind: "choice",
    initial,
    options: values.map((value) => ({ value, label: t(`billing.tariff.${name}s.${value}`) })),
  },
});
