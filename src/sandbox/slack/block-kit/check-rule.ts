import { isObject, type JsonObject, type ObjectRule, type Problem, type Rule } from "./rule.ts";

/** Slack counts characters, not UTF-16 units. */
export const characters = (text: string): number => [...text].length;

/** Holds a value against a rule and says, in Slack's words, all that is wrong with it. */
export const checkRule = (rule: Rule, value: unknown, pointer: string): Problem[] => {
  const refuse = (message: string): Problem[] => [{ message, pointer }];
  switch (rule.kind) {
    case "any":
      return [];
    case "boolean":
      return typeof value === "boolean" ? [] : refuse("must provide a boolean");
    case "oneOf":
      return rule.values.some((allowed) => allowed === value)
        ? []
        : refuse(`must be one of: ${rule.values.join(", ")}`);
    case "string":
      return checkString(rule, value).flatMap(refuse);
    case "number":
      return checkNumber(rule, value).flatMap(refuse);
    case "list":
      return checkList(rule, value, pointer);
    case "object":
      return isObject(value) ? checkObject(rule, value, pointer) : refuse("must provide an object");
    case "byType":
      return checkByType(rule, value, pointer);
  }
};

const checkString = (rule: Extract<Rule, { kind: "string" }>, value: unknown): string[] => {
  if (typeof value !== "string") return ["must provide a string"];
  const length = characters(value);
  if (rule.min !== undefined && length < rule.min) return [`must be more than ${rule.min - 1} characters`];
  if (rule.max !== undefined && length > rule.max) return [`must be less than ${rule.max + 1} characters`];
  if (rule.pattern && !rule.pattern.test(value)) return [`must be ${rule.expected ?? "in the right format"}`];
  return [];
};

const checkNumber = (rule: Extract<Rule, { kind: "number" }>, value: unknown): string[] => {
  if (typeof value !== "number" || !Number.isFinite(value)) return ["must provide a number"];
  if (rule.integer && !Number.isInteger(value)) return ["must provide an integer"];
  if (rule.min !== undefined && value < rule.min) return [`must be at least ${rule.min}`];
  if (rule.max !== undefined && value > rule.max) return [`must be at most ${rule.max}`];
  if (rule.above !== undefined && value <= rule.above) return [`must be greater than ${rule.above}`];
  return [];
};

const checkList = (rule: Extract<Rule, { kind: "list" }>, value: unknown, pointer: string): Problem[] => {
  if (!Array.isArray(value)) return [{ message: "must provide an array", pointer }];
  if (rule.min !== undefined && value.length < rule.min)
    return [{ message: `must provide at least ${rule.min} items`, pointer }];
  if (rule.max !== undefined && value.length > rule.max)
    return [{ message: `no more than ${rule.max} items allowed`, pointer }];
  return value.flatMap((item, index) => checkRule(rule.of, item, `${pointer}/${index}`));
};

const checkObject = (rule: ObjectRule, value: JsonObject, pointer: string): Problem[] => {
  const problems: Problem[] = [];
  for (const name of Object.keys(rule.required)) {
    if (value[name] === undefined || value[name] === null)
      problems.push({ message: `missing required field: ${name}`, pointer });
  }
  for (const [name, property] of Object.entries(value)) {
    const known = rule.required[name] ?? rule.optional[name];
    if (!known) problems.push({ message: `invalid additional property: ${name}`, pointer });
    else if (property !== null && property !== undefined)
      problems.push(...checkRule(known, property, `${pointer}/${name}`));
  }
  if (problems.length > 0 || !rule.check) return problems;
  return rule.check(value).map(({ message, at }) => ({ message, pointer: pointer + (at ?? "") }));
};

const checkByType = (rule: Extract<Rule, { kind: "byType" }>, value: unknown, pointer: string): Problem[] => {
  if (!isObject(value)) return [{ message: "must provide an object", pointer }];
  const { type } = value;
  if (typeof type !== "string") return [{ message: "missing required field: type", pointer }];
  const types = rule.types();
  const chosen = Object.hasOwn(types, type) ? types[type] : undefined;
  if (!chosen) return [{ message: `unsupported type: ${type}`, pointer: `${pointer}/type` }];
  const problems = checkRule(chosen, value, pointer);
  return problems.length > 0 && rule.union
    ? [{ message: "failed to match all allowed schemas", pointer }, ...problems]
    : problems;
};
