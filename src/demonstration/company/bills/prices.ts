import type { NewSettings } from "../../../core/billing/settings/change-settings.ts";
import type { NewService } from "../../../core/billing/tariffs/manage-services.ts";
import type { NewTariff } from "../../../core/billing/tariffs/set-tariff.ts";

/** Whom people pay: a bank that there isn't, so that nobody pays a bill of the sandbox. The check digits fit. */
export const requisites = {
  country: "RU",
  name: "ООО «УК Домовой»",
  inn: "9900000000",
  kpp: "990001001",
  account: "40702810200000000045",
  bank: "Учебный банк (песочница)",
  bic: "049999999",
  corrAccount: "30101810300000000999",
  iban: null,
  street: null,
  house: null,
  postalCode: null,
  town: null,
} as const satisfies Omit<NewSettings, "companyId" | "buildingId">;

type PastPrice = Pick<NewTariff, "method" | "zone" | "norm" | "basis"> & { price: bigint };

interface PastService extends Omit<NewService, "companyId"> {
  key: string;
  prices: readonly PastPrice[];
}

/** What the houses pay for, as bills list it. Prices are millionths of a rouble, norms thousandths for one resident. */
export const services = [
  {
    key: "upkeep",
    names: { ru: "Содержание жилья", en: "Maintenance" },
    group: "housing",
    measure: "m2",
    meterKind: null,
    prices: [{ method: "area", price: 32_400_000n }],
  },
  {
    key: "lift",
    names: { ru: "Лифт", en: "Lift" },
    group: "housing",
    measure: "person",
    meterKind: null,
    prices: [{ method: "resident", price: 86_000_000n }],
  },
  {
    key: "cold",
    names: { ru: "Холодная вода", en: "Cold water" },
    group: "utility",
    measure: "m3",
    meterKind: "cold_water",
    prices: [{ method: "volume", price: 65_770_000n, norm: 6_935n }],
  },
  {
    key: "hot",
    names: { ru: "Горячая вода", en: "Hot water" },
    group: "utility",
    measure: "m3",
    meterKind: "hot_water",
    prices: [{ method: "volume", price: 312_500_000n, norm: 4_745n }],
  },
  {
    key: "power",
    names: { ru: "Электричество", en: "Electricity" },
    group: "utility",
    measure: "kwh",
    meterKind: "electricity",
    prices: [
      { method: "volume", price: 6_990_000n, norm: 90_000n },
      { method: "volume", zone: "day", price: 8_040_000n },
      { method: "volume", zone: "night", price: 3_020_000n },
      // What the house used beyond its flats: stairs, lifts, pumps.
      { method: "house", price: 6_990_000n },
    ],
  },
] as const satisfies readonly PastService[];

export type ServiceKey = (typeof services)[number]["key"];
