import { can } from "../../core/access/policy.ts";
import { languages } from "../../core/directory/languages.ts";
import { changeCategory } from "../../core/requests/change-category.ts";
import type { Work } from "../../core/work/work.ts";
import type { CategoryModel } from "../../database/types.ts";
import { action } from "../action.ts";
import { choiceOf, textOf } from "../answers.ts";
import type { FormInput } from "../event.ts";
import type { Field, Form, Option } from "../form.ts";
import { inRows } from "../in-rows.ts";
import type { Route } from "../route.ts";
import { joined, plain, type Translate, t } from "../text.ts";
import type { Button, View } from "../view.ts";
import { categoryWord } from "./words.ts";

const formId = "request.category";
const atTheTop = "-";
const buttonsInARow = 4;

/** `/domovoy categories`: the administrator's tree of categories, each a button that opens its form. */
export const categoryRoutes = (translate: Translate): Route[] => [
  { kind: "form", form: categoryForm(translate) },
  {
    kind: "command",
    name: "categories",
    platforms: ["slack"],
    audience: "administrator",
    description: "requests.command.categories",
    handle: async ({ work, respond }) => {
      if (!mayChange(work)) return respond.notice(t("requests.categories.refusal.forbidden"), "alert");
      respond.show(await treeView(work));
    },
  },
  {
    kind: "action",
    name: "rq.category",
    opens: formId,
    handle: ({ respond }, args) => respond.openForm(formId, ...args),
  },
];

const mayChange = ({ actor }: Work): boolean =>
  actor.kind === "person" && can(actor, "company.change", { companyId: actor.companyId });

const all = ({ tx, actor }: Work): Promise<CategoryModel[]> =>
  tx.category.findMany({
    where: { companyId: actor.kind === "person" ? actor.companyId : "" },
    orderBy: [{ position: "asc" }, { key: "asc" }],
  });

const wordOf = ({ key, titles }: CategoryModel) =>
  categoryWord({ key, titles: titles as Record<string, string> | null });

const treeView = async (work: Work): Promise<View> => {
  const categories = await all(work);
  const buttons = categories.map((category): Button => {
    const marks = `${category.parentId ? "· " : ""}${category.emergency ? "🚨 " : ""}${category.active ? "" : "✕ "}`;
    return {
      label: joined("", plain(marks), wordOf(category)),
      do: { action: action("rq.category", category.key) },
    };
  });
  const add: Button = {
    label: t("requests.categories.add"),
    do: { action: action("rq.category") },
    style: "primary",
  };
  const rows = inRows(buttons, buttonsInARow);
  return {
    blocks: [
      { type: "heading", text: t("requests.categories.title") },
      { type: "note", text: t("requests.categories.marks") },
    ],
    buttons: [...rows, [add]],
  };
};

const categoryForm = (translate: Translate): Form => ({
  id: formId,
  title: t("requests.category.title"),
  submit: t("requests.category.submit"),
  open: async (work, [key]) => {
    if (!mayChange(work)) return { ok: false, text: t("requests.categories.refusal.forbidden") };
    const categories = await all(work);
    const category = categories.find((each) => each.key === key);
    if (key && !category) return { ok: false, text: t("requests.categories.refusal.category-unknown") };
    return {
      ok: true,
      fields: [...(category ? [] : [parentField(categories)]), ...fieldsOf(category, translate)],
    };
  },
  submitted: async (work, [key], input) => {
    const parent = choiceOf(input, "parent");
    const changed = await changeCategory(work, {
      key: key ?? null,
      parentKey: parent === atTheTop ? null : parent,
      titles: Object.fromEntries(
        languages.map((language) => [language, textOf(input, `title-${language}`) ?? ""]),
      ),
      emergency: isYes(input, "emergency"),
      active: isYes(input, "active"),
    });
    if (!changed.ok) return { ok: false, text: t(`requests.categories.refusal.${changed.code}`) };
    return { ok: true, text: t("requests.categories.saved", { title: wordOf(changed.value) }) };
  },
});

const isYes = (input: FormInput, name: string): boolean => choiceOf(input, name) === "yes";

const parentField = (categories: readonly CategoryModel[]): Field => ({
  name: "parent",
  label: t("requests.category.parent"),
  input: {
    kind: "choice",
    initial: atTheTop,
    options: [
      { value: atTheTop, label: t("requests.category.at-the-top") },
      ...categories
        .filter(({ parentId }) => parentId === null)
        .map((category): Option => ({ value: category.key, label: wordOf(category) })),
    ],
  },
});

const fieldsOf = (category: CategoryModel | undefined, translate: Translate): Field[] => [
  ...languages.map(
    (language): Field => ({
      name: `title-${language}`,
      label: t(`requests.category.title-${language}`),
      input: {
        kind: "text",
        maxLength: 60,
        ...(category ? { initial: translate(wordOf(category), language) } : {}),
      },
    }),
  ),
  yesOrNo("emergency", category?.emergency ?? false),
  yesOrNo("active", category?.active ?? true),
];

const yesOrNo = (name: "emergency" | "active", initial: boolean): Field => ({
  name,
  label: t(`requests.category.${name}`),
  input: {
    kind: "choice",
    initial: initial ? "yes" : "no",
    options: [
      { value: "yes", label: t("requests.category.yes") },
      { value: "no", label: t("requests.category.no") },
    ],
  },
});
