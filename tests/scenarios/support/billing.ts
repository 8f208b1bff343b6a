import type { Colleague } from "./colleague.ts";
import { messageWords } from "./slack-words.ts";
import type { Story } from "./story.ts";

export interface HomeBilling {
  boris: Colleague;
  /** Charges, approves and publishes a month by the card's buttons. */
  publishes(month: string): Promise<void>;
}

/** A company with requisites, four services and an accountant: enough for a bill of every kind. */
export const openHomeBilling = async (story: Story, country = "RU"): Promise<HomeBilling> => {
  const { core } = story.town.domovoy;
  const { id: companyId } = story.town.company;
  const createdAt = core.clock.now();
  const boris = await story.colleague({ name: "Борис", role: "accountant" });
  await core.database.transaction(async (tx) => {
    await tx.billingSettings.create({
      data: {
        id: companyId,
        companyId,
        country,
        name: "ТСЖ «На Ленина»",
        inn: "7707083893",
        kpp: "770701001",
        account: "40702810138250123017",
        bank: "ПАО СБЕРБАНК",
        bic: "044525225",
        corrAccount: "30101810400000000225",
        updatedAt: createdAt,
      },
    });
    const tariff = async (
      code: string,
      names: { ru: string; en: string },
      measure: string,
      rest: {
        method: "area" | "volume" | "resident" | "house";
        price: bigint;
        norm?: bigint;
        meterKind?: string;
      },
    ) => {
      const { method, price, norm = null, meterKind = null } = rest;
      const service = await tx.service.create({
        data: {
          companyId,
          code,
          names,
          measure,
          meterKind,
          createdAt,
          position: Number(method === "volume"),
        },
      });
      await tx.tariff.create({
        data: { companyId, serviceId: service.id, method, price, norm, from: "2031-01-01", createdAt },
      });
    };
    await tariff("upkeep", { ru: "Содержание жилья", en: "Upkeep" }, "m2", {
      method: "area",
      price: 28_170_000n,
    });
    await tariff("waste", { ru: "Вывоз отходов", en: "Waste" }, "person", {
      method: "resident",
      price: 120_500_000n,
    });
    await tariff("cold", { ru: "Холодная вода", en: "Cold water" }, "m3", {
      method: "volume",
      price: 45_670_000n,
      norm: 6_935n,
      meterKind: "cold_water",
    });
    await tariff("power", { ru: "Электричество", en: "Electricity" }, "kwh", {
      method: "volume",
      price: 6_990_000n,
      norm: 90_000n,
      meterKind: "electricity",
    });
  });
  const card = (month: string) => {
    const found = story.town.slack
      .messages(story.town.staffChannel)
      .findLast((message) => messageWords(message).startsWith(`Начисления: ${month}`));
    if (!found) throw new Error(`no card of ${month}`);
    return found;
  };
  return {
    boris,
    publishes: async (month) => {
      await story.olga.commands(`month ${month}`);
      const name = new Intl.DateTimeFormat("ru", { month: "long" }).format(new Date(`${month}-15`));
      await story.eventually(() => {
        if (!messageWords(card(name)).includes("Посчитано")) throw new Error(messageWords(card(name)));
      });
      await boris.presses("Утвердить", card(name));
      await story.settled();
      await boris.presses("Выставить квитанции", card(name));
      await story.eventually(() => {
        if (!messageWords(card(name)).includes("Выставлен")) throw new Error(messageWords(card(name)));
      });
      await story.settled();
    },
  };
};
