import { can } from "../../core/access/policy.ts";
import { writeToUnit } from "../../core/messages/write-to-unit.ts";
import { limits } from "../../core/requests/limits.ts";
import { filesOf, textOf } from "../answers.ts";
import type { CardPresenter } from "../card-renderer.ts";
import type { Form } from "../form.ts";
import type { Route } from "../route.ts";
import type { ChatSettings } from "../settings.ts";
import { plain, t } from "../text.ts";
import { filesField } from "./talk-forms.ts";
import { refusalText } from "./words.ts";

export const unitLetterCardKind = "unit-letter";

const fieldOf: Readonly<Record<string, string>> = {
  "no-such-unit": "unit",
  "several-units": "unit",
  "nobody-there": "unit",
  "text-missing": "text",
  "text-too-long": "text",
  "too-many-files": "photos",
};

/** The office to everybody in one unit. args[0]: the unit, as it was typed. */
const letterForm = (settings: ChatSettings): Form => ({
  id: "unit.write",
  title: t("messages.unit.title"),
  submit: t("messages.say.submit"),
  open: async ({ actor }, [unit = ""]) => {
    if (actor.kind !== "person") return { ok: false, text: t("messages.refusal.forbidden") };
    const { companyId, roles } = actor;
    if (!roles.some(({ buildingId }) => can(actor, "unit.write", { companyId, buildingId })))
      return { ok: false, text: t("messages.refusal.forbidden") };
    return {
      ok: true,
      intro: t("messages.unit.intro"),
      fields: [
        {
          name: "unit",
          label: t("messages.unit.unit"),
          hint: t("messages.unit.unit-hint"),
          input: { kind: "text", maxLength: 200, ...(unit ? { initial: unit } : {}) },
        },
        {
          name: "text",
          label: t("messages.unit.text"),
          input: { kind: "text", multiline: true, maxLength: limits.text },
        },
        filesField,
      ],
    };
  },
  submitted: async (work, _args, input) => {
    const text = textOf(input, "text") ?? "";
    const on = settings.waysOn ?? new Set();
    const files = filesOf("slack", input, "photos");
    const written = await writeToUnit(work, { unit: textOf(input, "unit") ?? "", text, on, files });
    if (!written.ok) {
      const field = fieldOf[written.code];
      return field
        ? { ok: false, text: refusalText(written), field }
        : { ok: false, text: refusalText(written) };
    }
    const { people, reached } = written.value;
    return { ok: true, text: t("messages.unit.done", { reached, people }) };
  },
});

/** What was written to a unit, and how many of its people there was a way to. */
export const unitLetterCard: CardPresenter = async (read, vault, { subjectId }) => {
  const letter = await read.unitLetter.findUnique({ where: { id: subjectId } });
  if (!letter) return null;
  const [unit, author] = await Promise.all([
    read.unit.findUnique({
      where: { id: letter.unitId },
      include: { building: { select: { address: true } } },
    }),
    letter.writtenBy
      ? read.person.findUnique({ where: { id: letter.writtenBy }, select: { nameSealed: true } })
      : null,
  ]);
  const { people, reached } = letter;
  return {
    blocks: [
      {
        type: "heading",
        text: t("messages.unit.card", {
          unit: plain(unit ? `${unit.building.address}, ${unit.number}` : "—"),
        }),
      },
      { type: "quote", text: plain(vault.open(letter.textSealed)) },
      {
        type: "fields",
        fields: [
          { label: t("messages.unit.author"), value: plain(author ? vault.open(author.nameSealed) : "—") },
          { label: t("messages.unit.people"), value: t("messages.unit.counts", { people, reached }) },
        ],
      },
      ...(reached < people ? [{ type: "note" as const, text: t("messages.unit.paper") }] : []),
    ],
  };
};

export const unitLetterRoutes = (settings: ChatSettings): Route[] => {
  const form = letterForm(settings);
  return [
    { kind: "form", form },
    {
      kind: "command",
      name: "write",
      platforms: ["slack"],
      audience: "staff",
      description: "messages.command.write",
      opens: form.id,
      handle: ({ respond }, unit) => respond.openForm(form.id, unit.trim()),
    },
  ];
};
