import { formatDecimal, quantityDigits } from "../../core/billing/money/decimal.ts";
import { measureOf } from "../../core/meters/meter.ts";
import type { MeterKind, MeterModel } from "../../database/types.ts";
import { numberText } from "../number-text.ts";
import { joined, moment, plain, type Text, type TextParam, t } from "../text.ts";

/** A use case's refusal as a sentence that says what to do. */
export const refusalText = ({
  code,
  params,
}: {
  code: string;
  params?: Record<string, string | number>;
}): Text => t(`meters.refusal.${code}`, numbersShown(params ?? {}));

/** Thousandths among a refusal's parameters, as people read them. */
const numbersShown = (params: Record<string, string | number>): Record<string, TextParam> =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) =>
      ["previous", "next", "used"].includes(name) && /^\d+$/.test(String(value))
        ? [name, quantityText(BigInt(value))]
        : [name, value],
    ),
  );

export const kindWord = (kind: MeterKind): Text => t(`meters.kind.${kind}`);

/** Thousandths as people of that language write them. */
export const quantityText = (thousandths: bigint): Text => {
  const [whole = "0", part] = formatDecimal(thousandths, quantityDigits).split(".");
  return part === undefined ? plain(whole) : t("meters.decimal", { whole, part });
};

export const withMeasure = (thousandths: bigint, kind: MeterKind): Text =>
  joined(" ", quantityText(thousandths), t(`meters.measure.${measureOf[kind]}`));

/** Such as "Electricity 0012, night". */
export const registerWord = (
  { kind, serial, place }: Pick<MeterModel, "kind" | "serial" | "place">,
  zone: string,
): Text =>
  joined(
    ", ",
    joined(" ", kindWord(kind), numberText(serial)),
    ...(place ? [plain(place)] : []),
    ...(zone ? [t(`meters.zone.${zone}`)] : []),
  );

/** Short, for a column of a table. */
export const shortRegisterWord = ({ kind }: Pick<MeterModel, "kind">, zone: string): Text =>
  joined(" ", t(`meters.short.${kind}`), ...(zone ? [t(`meters.short-zone.${zone}`)] : []));

/** Noon of a calendar day, so that it is the same day everywhere. */
export const dayParam = (day: string): TextParam => moment(new Date(`${day}T12:00:00Z`), "UTC", "date");

export { monthText } from "../billing/words.ts";
