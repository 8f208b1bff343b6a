import { can } from "../../../core/access/policy.ts";
import { findUnits } from "../../../core/directory/find-units.ts";
import { fileRequest } from "../../../core/requests/file-request.ts";
import { limits } from "../../../core/requests/limits.ts";
import { listCategories } from "../../../core/requests/list-categories.ts";
import type { Work } from "../../../core/work/work.ts";
import { choiceOf, filesOf, textOf } from "../../answers.ts";
import type { Form, FormResult } from "../../form.ts";
import { plain, t } from "../../text.ts";
import { categoryOptions } from "../category-options.ts";
import { refusalText } from "../words.ts";

/** Staff file what they saw themselves or were told by phone. args[0]: the text it begins with. */
export const fileForForm: Form = {
  id: "request.file-for",
  title: t("requests.file-for.title"),
  submit: t("requests.new.submit"),
  open: async (work, [text = ""]) => {
    const { actor } = work;
    // Filing for others is the desk's right; it comes with taking.
    if (actor.kind !== "person" || !mayFileSomewhere(work))
      return { ok: false, text: refusalText({ code: "forbidden" }) };
    return {
      ok: true,
      fields: [
        {
          name: "text",
          label: t("requests.new.text"),
          input: { kind: "text", multiline: true, minLength: 3, maxLength: limits.text, initial: text },
        },
        {
          name: "place",
          label: t("requests.file-for.place"),
          hint: t("requests.file-for.place-hint"),
          input: { kind: "text", maxLength: 200 },
        },
        {
          name: "category",
          label: t("requests.new.category"),
          input: { kind: "choice", options: categoryOptions(await listCategories(work.tx, actor.companyId)) },
        },
        {
          name: "priority",
          label: t("requests.file-for.priority"),
          input: {
            kind: "choice",
            initial: "normal",
            options: (["normal", "urgent", "emergency"] as const).map((value) => ({
              value,
              label: t(`requests.priority.${value}`),
            })),
          },
        },
        {
          name: "photos",
          label: t("requests.photos", { max: limits.files }),
          optional: true,
          input: { kind: "files", max: limits.files, accept: ["photo", "video", "voice", "document"] },
        },
      ],
    };
  },
  submitted: async (work, _args, input): Promise<FormResult> => {
    const { actor } = work;
    if (actor.kind !== "person") return { ok: false, text: refusalText({ code: "forbidden" }) };
    const place = textOf(input, "place") ?? "";
    const units = await findUnits(work.tx, actor.companyId, place);
    const [unit, another] = units;
    if (!unit)
      return {
        ok: false,
        field: "place",
        text: t("requests.file-for.no-such-unit", { place: plain(place) }),
      };
    if (another) {
      const found = units.map(({ address, number }) => `${address}, ${number}`).join("; ");
      return {
        ok: false,
        field: "place",
        text: t("requests.file-for.several-units", { found: plain(found) }),
      };
    }
    const filed = await fileRequest(work, {
      unitId: unit.id,
      categoryKey: choiceOf(input, "category") ?? "other",
      text: textOf(input, "text") ?? "",
      priority: priorityOf(choiceOf(input, "priority")),
      files: filesOf("slack", input, "photos"),
    });
    return filed.ok ? { ok: true } : { ok: false, text: refusalText(filed) };
  },
};

const priorityOf = (value: string | null) => (value === "urgent" || value === "emergency" ? value : "normal");

const mayFileSomewhere = ({ actor }: Work): boolean =>
  actor.kind === "person" &&
  [{ buildingId: null }, ...actor.roles].some(({ buildingId }) =>
    can(actor, "request.take", { companyId: actor.companyId, buildingId }),
  );
