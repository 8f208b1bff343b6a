import { interactiveElements } from "../block-kit/normalise-blocks.ts";
import { isObject, type JsonObject } from "../block-kit/rule.ts";
import { optionsOf, stateOf, stateProperty } from "../state/view-state.ts";
import { ControlError } from "./interaction.ts";

export interface Spot {
  readonly block: JsonObject;
  readonly element: JsonObject;
}

/** How a person would say which control they mean: its action_id, its block_id, its text or label. */
export interface ElementWish {
  readonly actionId?: string;
  readonly blockId?: string;
  readonly text?: string;
}

const textOf = (value: unknown): string =>
  isObject(value) && typeof value.text === "string" ? value.text : "";

export const spots = (blocks: readonly JsonObject[]): Spot[] =>
  blocks.flatMap((block) =>
    interactiveElements(block)
      .filter((element) => typeof element.action_id === "string")
      .map((element) => ({ block, element })),
  );

const describe = ({ block, element }: Spot): string =>
  `${String(element.type)} ${String(element.action_id)} "${textOf(element.text) || textOf(block.label)}"`;

/** The control that is meant; says which there are when it is not there. */
export const findSpot = (blocks: readonly JsonObject[], wish: ElementWish): Spot => {
  const all = spots(blocks);
  const found = all.filter(
    ({ block, element }) =>
      (wish.actionId === undefined || element.action_id === wish.actionId) &&
      (wish.blockId === undefined || block.block_id === wish.blockId) &&
      (wish.text === undefined || textOf(element.text) === wish.text || textOf(block.label) === wish.text),
  );
  if (found[0]) return found[0];
  throw new ControlError(
    `nothing to press for ${JSON.stringify(wish)}; there is: ${all.map(describe).join(", ") || "nothing"}`,
  );
};

/** An input meant by "block_id/action_id", action_id, block_id or label. */
export const findInput = (blocks: readonly JsonObject[], key: string): Spot => {
  const all = spots(blocks);
  const found = all.find(
    ({ block, element }) =>
      `${String(block.block_id)}/${String(element.action_id)}` === key ||
      element.action_id === key ||
      block.block_id === key ||
      textOf(block.label) === key,
  );
  if (found) return found;
  throw new ControlError(`no field "${key}"; there is: ${all.map(describe).join(", ") || "nothing"}`);
};

const optionMeant = (element: JsonObject, wanted: unknown): JsonObject => {
  const options = optionsOf(element);
  const found = options.find((option) => option.value === wanted || textOf(option.text) === wanted);
  if (found) return found;
  if (String(element.type).includes("external"))
    return { text: { type: "plain_text", text: String(wanted) }, value: wanted };
  throw new ControlError(
    `no option "${String(wanted)}"; there is: ${options.map((option) => `${String(option.value)} "${textOf(option.text)}"`).join(", ")}`,
  );
};

/** The state that a value puts an input into; options are meant by value or by text. */
export const stateFor = (element: JsonObject, value: unknown): JsonObject => {
  const property = stateProperty(String(element.type));
  if (property === undefined) throw new ControlError(`${String(element.type)} holds no value`);
  if (value === null) return stateOf(element, property.endsWith("s") ? [] : null);
  if (property === "selected_option") return stateOf(element, optionMeant(element, value));
  if (property === "selected_options")
    return stateOf(
      element,
      (Array.isArray(value) ? value : [value]).map((wanted) => optionMeant(element, wanted)),
    );
  return stateOf(element, property === "value" ? String(value) : value);
};

/** The entry of `actions` that a press of this control makes. */
export const actionFor = (spot: Spot, value: unknown, actionTs: string): JsonObject => {
  const { block, element } = spot;
  const common = { action_id: element.action_id, block_id: block.block_id, action_ts: actionTs };
  const type = String(element.type);
  const kept = Object.fromEntries(
    ["text", "value", "url", "style", "confirm", "placeholder", "icon"]
      .filter((name) => element[name] !== undefined)
      .map((name) => [name, element[name]] as const),
  );
  if (type === "button" || type === "workflow_button" || type === "icon_button")
    return { ...common, ...kept, type };
  if (type === "feedback_buttons") {
    const chosen = [element.positive_button, element.negative_button]
      .filter(isObject)
      .find((button) => button.value === value || textOf(button.text) === value);
    return { ...common, type, text: chosen?.text, value: chosen?.value };
  }
  if (type === "overflow")
    return {
      ...common,
      type,
      selected_option: optionMeant(element, value),
      ...(kept.confirm ? { confirm: kept.confirm } : {}),
    };
  const initial = Object.keys(element).filter((name) => name.startsWith("initial_"));
  return {
    ...common,
    ...Object.fromEntries(initial.map((name) => [name, element[name]] as const)),
    ...(kept.placeholder ? { placeholder: kept.placeholder } : {}),
    ...(kept.confirm ? { confirm: kept.confirm } : {}),
    ...stateFor(element, value),
  };
};
