import { type FoundPerson, findPeople } from "../../../core/directory/people/find-people.ts";
import { renamePerson } from "../../../core/directory/people/rename-person.ts";
import { action } from "../../action.ts";
import { textOf } from "../../answers.ts";
import type { Form } from "../../form.ts";
import { inRows } from "../../in-rows.ts";
import type { Route, Turn } from "../../route.ts";
import { joined, plain, type Text, t } from "../../text.ts";
import type { Button, View } from "../../view.ts";
import { maySomewhere } from "../may-somewhere.ts";
import { unitKindWord } from "../units/unit-words.ts";
import { occupancyWord, refusalText } from "../words.ts";

const mostShown = 8;

/** `/domovoy person Ivanova`, or a phone: who that is, what they hold, and the way to their units. */
const findPerson = async ({ work, respond }: Turn, query: string): Promise<void> => {
  const { tx, vault, actor, now } = work;
  if (actor.kind !== "person" || !maySomewhere(actor, "person.find"))
    return respond.notice(refusalText({ ok: false, code: "forbidden" }), "alert");
  if (query === "") return respond.notice(t("directory.person.usage"), "alert");
  const { companyId } = actor;
  const found = await findPeople(tx, vault, actor, { companyId, query, now, most: mostShown + 1 });
  work.audit({
    act: "person.find",
    subjectType: "person",
    subjectId: null,
    after: { found: found.map(({ personId }) => personId) },
  });
  if (found.length === 0) return respond.notice(t("directory.person.none", { query }), "alert");
  respond.show(peopleView(found, maySomewhere(actor, "person.rename")));
};

const peopleView = (found: readonly FoundPerson[], mayRename: boolean): View => {
  const shown = found.slice(0, mostShown);
  const units = new Map(
    shown.flatMap((person) => person.units.filter(({ ended }) => !ended).map((unit) => [unit.unitId, unit])),
  );
  const [only, another] = shown;
  const buttons = [...units.values()].map(
    ({ unitId, address, number }): Button => ({
      label: plain(`${address}, ${number}`),
      do: { action: action("dr.unit", unitId) },
    }),
  );
  const rename: Button[] =
    only && !another && mayRename
      ? [{ label: t("directory.person.rename"), do: { action: action("dr.pren", only.personId) } }]
      : [];
  return {
    blocks: [
      { type: "list", items: shown.map(personText) },
      ...(found.length > mostShown ? [{ type: "note" as const, text: t("directory.person.more") }] : []),
    ],
    buttons: [...inRows(buttons, 2), rename],
  };
};

const personText = ({ name, phones, joined: hasAccount, units }: FoundPerson): Text =>
  joined(
    " · ",
    plain(name),
    ...phones.map(plain),
    ...units.map(({ address, unitKind, number, kind, ended }) =>
      joined(
        ", ",
        plain(address),
        joined(" ", unitKindWord(unitKind), plain(number)),
        ended ? t("directory.person.ended") : occupancyWord(kind),
      ),
    ),
    t(hasAccount ? "directory.unit.joined" : "directory.unit.not-joined"),
  );

const renameForm: Form = {
  id: "directory.rename",
  title: t("directory.person.rename"),
  submit: t("directory.person.save"),
  open: async ({ tx, vault, actor }, [personId = ""]) => {
    const person = await tx.person.findUnique({ where: { id: personId } });
    const mine = actor.kind === "person" && actor.companyId === person?.companyId;
    if (!person || !mine || !maySomewhere(actor, "person.rename"))
      return { ok: false, text: refusalText({ ok: false, code: person ? "forbidden" : "not-found" }) };
    const initial = vault.open(person.nameSealed);
    return {
      ok: true,
      fields: [
        {
          name: "name",
          label: t("directory.ask.name"),
          hint: t("directory.ask.name-hint"),
          input: { kind: "text", minLength: 2, maxLength: 200, initial },
        },
      ],
    };
  },
  submitted: async (work, [personId = ""], input) => {
    const outcome = await renamePerson(work, { personId, name: textOf(input, "name") ?? "" });
    return outcome.ok
      ? { ok: true, text: t("directory.person.renamed") }
      : { ok: false, text: refusalText(outcome), field: "name" };
  },
};

export const personRoutes: Route[] = [
  {
    kind: "command",
    name: "person",
    platforms: ["slack"],
    audience: "staff",
    description: "directory.command.person",
    handle: (turn, args) => findPerson(turn, args.trim()),
  },
  { kind: "form", form: renameForm },
  {
    kind: "action",
    name: "dr.pren",
    opens: renameForm.id,
    handle: ({ respond }, args) => respond.openForm(renameForm.id, ...args),
  },
];
