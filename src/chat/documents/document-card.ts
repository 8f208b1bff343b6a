import { monthText } from "../billing/words.ts";
import type { CardPresenter } from "../card-renderer.ts";
import { type Text, type TextParam, t } from "../text.ts";

export const documentCardKind = "document";

/** An ordered document: how far it is, then that it is there, or why not. */
export const documentCard: CardPresenter = async (read, _vault, { subjectId }) => {
  const order = await read.documentOrder.findUnique({ where: { id: subjectId } });
  if (!order) return null;
  const title = documentTitle(order.kind, order.params);
  return { blocks: [{ type: "text", text: stateText(order, title) }] };
};

const stateText = (
  { state, refusal, done, total }: { state: string; refusal: string | null; done: number; total: number },
  title: Text,
): Text => {
  if (state === "ready") return t("documents.ready", { title });
  if (state === "failed") return t(`documents.refusal.${refusal}`, { title });
  return total > 0 ? t("documents.progress", { title, done, total }) : t("documents.making", { title });
};

/** The title of "area:name" is the text `document.name` of that area, with the order's parameters. */
const documentTitle = (kind: string, params: unknown): Text => {
  const [area = "", name = ""] = kind.split(":");
  const said = Object.entries(params as Record<string, unknown>).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === "string" || typeof entry[1] === "number",
  );
  const words = said.map(([param, value]): [string, TextParam] => [param, worded(value)]);
  return t(`${area}.document.${name}`, Object.fromEntries(words));
};

/** A month of the calendar as people write it; anything else as it is. */
const worded = (value: string | number): TextParam =>
  typeof value === "string" && /^\d{4}-\d{2}$/.test(value) ? monthText(value) : value;
