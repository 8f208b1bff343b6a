import { sameAs } from "../../../core/directory/names.ts";
import { type Resident, residentsOf } from "../../../core/directory/unit-residents.ts";
import type { Work } from "../../../core/work/work.ts";
import { textOf } from "../../answers.ts";
import type { FormInput } from "../../event.ts";
import type { Field } from "../../form.ts";
import { plain, type Text, t } from "../../text.ts";

/** Who told staff of it, by name: the request is theirs, so they can follow and rate it. */
export const callerField: Field = {
  name: "caller",
  label: t("requests.file-for.caller"),
  hint: t("requests.file-for.caller-hint"),
  optional: true,
  input: { kind: "text", maxLength: 120 },
};

type Caller = { ok: true; authorId: string | null } | { ok: false; field: "caller"; text: Text };

/** The resident of the unit whom the answer names, null where it names nobody; else what to write. */
export const callerIn = async (work: Work, unitId: string | null, input: FormInput): Promise<Caller> => {
  const name = textOf(input, "caller");
  if (!name) return { ok: true, authorId: null };
  const mistake = (key: string, params?: Record<string, Text>): Caller => ({
    ok: false,
    field: "caller",
    text: t(`requests.file-for.${key}`, params),
  });
  if (unitId === null) return mistake("caller-without-unit");
  const residents = await residentsOf(work, unitId);
  if (residents.length === 0) return mistake("no-residents");
  const [found, another] = residents.filter((resident) => answersTo(resident, name));
  if (!found) return mistake("no-such-resident", { name: plain(name), found: namesOf(residents) });
  if (another) return mistake("several-residents", { found: namesOf(residents) });
  return { ok: true, authorId: found.personId };
};

/** Every word that was typed begins a word of the name. */
const answersTo = (resident: Resident, name: string): boolean => {
  const words = sameAs(resident.name).split(" ");
  return sameAs(name)
    .split(" ")
    .every((typed) => words.some((word) => word.startsWith(typed)));
};

const namesOf = (residents: readonly Resident[]): Text => plain(residents.map(({ name }) => name).join("; "));
