import { characters } from "./check-rule.ts";
import { blockId } from "./composition.ts";
import { richTextBlock } from "./rich-text.ts";
import {
  any,
  boolean,
  byType,
  isObject,
  type JsonObject,
  list,
  number,
  object,
  oneOf,
  type Rule,
  string,
} from "./rule.ts";

const id = { block_id: blockId };
const cells: Readonly<Record<string, Rule>> = {
  rich_text: richTextBlock,
  raw_text: object({ type: oneOf("raw_text"), text: string(1) }),
  raw_number: object({ type: oneOf("raw_number"), value: number(), text: string(1) }),
};
const cell = byType(() => cells);

const cellText = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + cellText(item), 0);
  if (!isObject(value)) return 0;
  const own = typeof value.text === "string" ? characters(value.text) : 0;
  return own + cellText(value.elements);
};

export const tableBlock: Rule = object(
  { type: oneOf("table"), rows: list(list(cell, 1, 20), 1, 100) },
  {
    ...id,
    column_settings: list(
      object({}, { align: oneOf("left", "center", "right"), is_wrapped: boolean }),
      0,
      20,
    ),
  },
);

export const dataTableBlock: Rule = object(
  { type: oneOf("data_table"), caption: string(1), rows: list(list(cell, 1, 20), 2, 201) },
  {
    ...id,
    page_size: number({ integer: true, min: 1, max: 100 }),
    row_header_column_index: number({ integer: true, min: 0 }),
  },
  (value: JsonObject) =>
    cellText(value.rows) > 20_000 ? [{ message: "must be less than 20001 characters", at: "/rows" }] : [],
);

const segment = object({ label: string(1, 20), value: number({ above: 0 }) });
const point = object({ label: string(1, 20), value: number() });
const series = object({ name: string(1, 20), data: list(point, 1, 20) });
const axis = object(
  { categories: list(string(1, 20), 1, 20) },
  { x_label: string(0, 50), y_label: string(0, 50) },
);
const charts: Readonly<Record<string, Rule>> = {
  pie: object({ type: oneOf("pie"), segments: list(segment, 1, 12) }),
  bar: object({ type: oneOf("bar"), series: list(series, 1, 12), axis_config: axis }),
  line: object({ type: oneOf("line"), series: list(series, 1, 12), axis_config: axis }),
  area: object({ type: oneOf("area"), series: list(series, 1, 12), axis_config: axis }),
};

export const dataVisualizationBlock: Rule = object(
  { type: oneOf("data_visualization"), title: string(1, 50), chart: byType(() => charts) },
  { ...id, accessibility: any },
);
