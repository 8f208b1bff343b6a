import { areaToDecimal } from "../../core/directory/area.ts";
import { type Text, t } from "../text.ts";

/** Square metres of 0.01 m², with the decimal mark of the reader's language. */
export const areaNumber = (area: number): Text => {
  const decimal = areaToDecimal(area);
  return { byLanguage: { en: decimal, ru: decimal.replace(".", ",") } };
};

/** The same with its unit: "52.40 m²". */
export const areaText = (area: number): Text => t("directory.unit.area", { area: areaNumber(area) });
