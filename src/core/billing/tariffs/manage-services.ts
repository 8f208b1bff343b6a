import type { ServiceGroup } from "../../../database/types.ts";
import { can } from "../../access/policy.ts";
import { refuse } from "../../directory/refuse.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Work } from "../../work/work.ts";
import { mistakeInTariff, type NewTariff, setTariff, type TariffMistake } from "./set-tariff.ts";

export interface NewService {
  companyId: string;
  /** By language. */
  names: Readonly<Record<string, string>>;
  group: ServiceGroup;
  measure: string;
  meterKind: string | null;
  /** From when on it costs what, in all buildings; without it, it costs nothing yet. */
  price?: Pick<NewTariff, "method" | "price" | "from" | "norm">;
}

/** What quantities are counted in. */
export const measures = ["m2", "m3", "kwh", "gcal", "person", "unit"] as const;

export const serviceGroups = [
  "housing",
  "utility",
  "capital",
  "other",
] as const satisfies readonly ServiceGroup[];

export type ServiceRefusal = "forbidden" | "bad-name" | "service-known" | TariffMistake;

const nameLength = { least: 2, most: 80 } as const;

/** Adds something to charge for, with its first price or without. */
export const addService = async (
  work: Work,
  { companyId, names, group, measure, meterKind, price }: NewService,
): Promise<Outcome<{ serviceId: string }, ServiceRefusal>> => {
  const { tx, actor, now } = work;
  const attempt = { act: "service.add", subjectType: "service", subjectId: null };
  if (!can(actor, "tariff.manage", { companyId })) return refuse(work, attempt, "forbidden");
  const trimmed = Object.fromEntries(
    Object.entries(names).map(([language, name]) => [language, name.trim()]),
  );
  const wrong = Object.values(trimmed).some(
    ({ length }) => length < nameLength.least || length > nameLength.most,
  );
  if (wrong || Object.keys(trimmed).length === 0) return refuse(work, attempt, "bad-name");
  const known = await tx.service.findMany({ where: { companyId } });
  const same = known.some((service) => sameName(service.names, trimmed));
  if (same) return refuse(work, attempt, "service-known");
  const mistake = price ? mistakeInTariff(price, meterKind) : null;
  if (mistake) return refuse(work, attempt, mistake, { typed: price?.from ?? "" });
  const position = Math.max(0, ...known.map((service) => service.position)) + 1;
  const { id: serviceId } = await tx.service.create({
    data: {
      companyId,
      code: `s${position}`,
      names: trimmed,
      group,
      measure,
      meterKind,
      position,
      createdAt: now,
    },
    select: { id: true },
  });
  work.audit({ ...attempt, subjectId: serviceId, after: { names: trimmed, group, measure, meterKind } });
  if (price) {
    const priced = await setTariff(work, { serviceId, buildingId: null, ...price });
    if (!priced.ok) throw new Error(`the first price of a service was refused: ${priced.code}`);
  }
  return done({ serviceId });
};

const sameName = (names: unknown, others: Readonly<Record<string, string>>): boolean =>
  Object.entries(names as Record<string, string>).some(
    ([language, name]) => others[language]?.toLowerCase() === name.toLowerCase(),
  );
