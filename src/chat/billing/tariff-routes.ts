import { can } from "../../core/access/policy.ts";
import { dayAt } from "../../core/billing/calendar.ts";
import type { Work } from "../../core/work/work.ts";
import type { TariffModel } from "../../database/types.ts";
import { action } from "../action.ts";
import { inRows } from "../in-rows.ts";
import type { Route } from "../route.ts";
import { joined, plain, type Text, t } from "../text.ts";
import type { Button, View } from "../view.ts";
import { endTariffForm } from "./end-tariff-form.ts";
import { invoiceForm } from "./invoice-form.ts";
import { rateForm } from "./rate-form.ts";
import { requisitesForm } from "./requisites-form.ts";
import { serviceForm } from "./service-form.ts";
import { tariffForm } from "./tariff-form.ts";
import { termsForm } from "./terms-form.ts";
import { billingRefusal, dayText, priceSumText, serviceText, zoneText } from "./words.ts";

const buttonsInARow = 4;
/** What a message of Slack holds without being cut. */
const mostServices = 40;

/** `/domovoy tariffs`: what is charged for and at what price; each service is a button that opens a new price. */
export const tariffRoutes: Route[] = [
  { kind: "form", form: serviceForm },
  { kind: "form", form: tariffForm },
  { kind: "form", form: endTariffForm },
  ...[requisitesForm, invoiceForm, termsForm, rateForm].map((form) => ({ kind: "form" as const, form })),
  {
    kind: "command",
    name: "tariffs",
    platforms: ["slack"],
    audience: "staff",
    description: "billing.command.tariffs",
    handle: async ({ work, respond }) => {
      const { actor } = work;
      if (actor.kind !== "person" || !can(actor, "tariff.manage", { companyId: actor.companyId }))
        return respond.notice(billingRefusal({ ok: false, code: "forbidden" }), "alert");
      respond.show(await tariffsView(work, actor.companyId));
    },
  },
  {
    kind: "action",
    name: "bl.service",
    opens: serviceForm.id,
    handle: ({ respond }) => respond.openForm(serviceForm.id),
  },
  {
    kind: "action",
    name: "bl.tariff",
    opens: tariffForm.id,
    handle: ({ respond }, [serviceId = ""]) => respond.openForm(tariffForm.id, serviceId),
  },
  {
    kind: "action",
    name: "bl.end",
    opens: endTariffForm.id,
    handle: ({ respond }) => respond.openForm(endTariffForm.id),
  },
  ...(
    [
      ["req", requisitesForm],
      ["invoice", invoiceForm],
      ["terms", termsForm],
      ["rate", rateForm],
    ] as const
  ).map(
    ([name, { id }]): Route => ({
      kind: "action",
      name: `bl.${name}`,
      opens: id,
      handle: ({ respond }) => respond.openForm(id),
    }),
  ),
];

const tariffsView = async ({ tx, now }: Work, companyId: string): Promise<View> => {
  const company = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const today = dayAt(now, company.timeZone);
  const services = await tx.service.findMany({
    where: { companyId, endedAt: null },
    orderBy: [{ position: "asc" }, { code: "asc" }],
    take: mostServices,
  });
  const tariffs = await tx.tariff.findMany({
    where: { companyId, OR: [{ to: null }, { to: { gte: today } }] },
    orderBy: [{ from: "asc" }, { id: "asc" }],
  });
  const buildings = await tx.building.findMany({ where: { companyId }, select: { id: true, address: true } });
  const addressOf = new Map(buildings.map(({ id, address }) => [id, address]));
  const line = (tariff: TariffModel): Text =>
    t("billing.tariffs.line", {
      price:
        tariff.price === null
          ? t("billing.tariffs.by-invoice")
          : priceSumText(tariff.price, company.currency),
      method: t(`billing.tariffs.method.${tariff.method}`),
      where: tariff.buildingId ? plain(addressOf.get(tariff.buildingId) ?? "") : t("billing.all-buildings"),
      from: dayText(tariff.from),
      zone: tariff.zone ? t("billing.tariffs.zone", { zone: zoneText(tariff.zone) }) : plain(""),
    });
  const buttons = services.map(
    ({ id, names }): Button => ({ label: serviceText(names), do: { action: action("bl.tariff", id) } }),
  );
  const more = (name: "service" | "end" | "req" | "invoice" | "terms" | "rate"): Button => ({
    label: t(`billing.tariffs.button.${name}`),
    do: { action: action(`bl.${name}`) },
  });
  return {
    blocks: [
      { type: "heading", text: t("billing.tariffs.title") },
      services.length === 0
        ? { type: "text", text: t("billing.tariffs.none") }
        : {
            type: "list",
            items: services.map(({ id, names }) => {
              const own = tariffs.filter(({ serviceId }) => serviceId === id).map(line);
              return joined(
                ": ",
                serviceText(names),
                own.length > 0 ? joined("; ", ...own) : t("billing.tariffs.without"),
              );
            }),
          },
      ...(services.length === 0 ? [] : [{ type: "note" as const, text: t("billing.tariffs.hint") }]),
    ],
    buttons: [
      ...inRows(buttons, buttonsInARow),
      [
        { ...more("service"), style: "primary" },
        ...(tariffs.length > 0 ? [more("end")] : []),
        ...(tariffs.some(({ method }) => method === "invoice") ? [more("invoice")] : []),
      ],
      [more("req"), more("terms"), more("rate")],
    ],
  };
};
