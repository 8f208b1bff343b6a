import { type Text, t } from "./text.ts";

/** "№ 12", "No. 12": what a thing is called by its number. */
export const numberText = (number: string | number): Text => t("chat.number", { number: String(number) });
