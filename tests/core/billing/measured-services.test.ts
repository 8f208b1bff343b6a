import { describe, expect, it } from "vitest";
import { measuredServices } from "../../../src/core/billing/month/prices-of-company.ts";
import type { Price } from "../../../src/core/billing/tariffs/tariff-pieces.ts";

const service = (id: string, meterKind: string) => ({
  id,
  companyId: "c",
  code: id,
  names: { en: id },
  group: "utility" as const,
  measure: "kwh",
  meterKind,
  position: 1,
  createdAt: new Date(0),
  endedAt: null,
});

const price = (serviceId: string, more: Partial<Price>): Price => ({
  id: serviceId,
  serviceId,
  method: "volume",
  price: 6_990_000n,
  zone: null,
  norm: null,
  basis: "area",
  negative: "zero",
  from: "2031-01-01",
  to: null,
  own: false,
  unitKinds: null,
  ...more,
});

describe("common use that is a service of its own", () => {
  const services = [
    service("power", "electricity"),
    service("common", "electricity"),
    service("water", "cold_water"),
  ];
  const charged = (common: Partial<Price>) => [
    { serviceId: "power", measured: true, prices: [price("power", { norm: 90_000n })] },
    { serviceId: "common", measured: true, prices: [price("common", { method: "house", ...common })] },
    { serviceId: "water", measured: true, prices: [price("water", {})] },
  ];
  const norms = (common: Partial<Price> = {}) =>
    measuredServices({ services, tariffs: [] }, charged(common), "2031-03").map(({ serviceId, norm }) => [
      serviceId,
      norm,
    ]);

  it("takes off the norm by which those without readings are charged, not only what meters have shown", () => {
    expect(norms()).toEqual([
      ["power", 90_000n],
      ["common", 90_000n],
      ["water", null],
    ]);
  });

  it("takes off its own norm where it has one", () => {
    expect(norms({ norm: 70_000n })).toContainEqual(["common", 70_000n]);
  });
});
