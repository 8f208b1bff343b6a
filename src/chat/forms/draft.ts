import { randomBytes } from "node:crypto";
import type { Work } from "../../core/work/work.ts";
import type { ChatEvent, FieldInput, FormInput } from "../event.ts";
import type { Field, FormOpening } from "../form.ts";
import { joined, type Text, t } from "../text.ts";

/** Files that came before the form was asked: by the field that takes them. No modal can be opened with files in it. */
type Brought = Record<string, Extract<FieldInput, { kind: "files" }>>;

/** What a modal is opened with. */
export interface Prepared {
  fields: Field[];
  intro?: Text;
  /** Names the files that were brought along; the modal carries it back. */
  draft?: string;
}

const draftForm = "draft";

/** Keeps files of the prefill for the modal that is about to open, which says how many come along. */
export const prepareFields = async (
  work: Work,
  sender: ChatEvent["sender"],
  { fields, intro }: Extract<FormOpening, { ok: true }>,
  prefill: FormInput,
): Promise<Prepared> => {
  const brought: Brought = {};
  const said = intro ? [intro] : [];
  const asked = fields.flatMap((field) => {
    const given = prefill[field.name];
    if (field.input.kind !== "files" || given?.kind !== "files" || given.files.length === 0) return field;
    const { max, accept } = field.input;
    const files = given.files.filter(({ kind }) => accept.includes(kind)).slice(0, max);
    brought[field.name] = { kind: "files", files };
    const along = alongText(files.length, given.files.length);
    const room = max - files.length;
    if (room === 0) said.push(along);
    // A field for no further file can't be asked.
    return room === 0 ? [] : { ...field, hint: along, optional: true, input: { ...field.input, max: room } };
  });
  const prepared = { fields: asked, ...(said.length > 0 ? { intro: joined("\n\n", ...said) } : {}) };
  if (Object.keys(brought).length === 0) return prepared;
  return { ...prepared, draft: await saveDraft(work, sender, brought) };
};

const alongText = (kept: number, sent: number): Text =>
  kept === sent ? t("chat.form.along", { count: kept }) : t("chat.form.along-some", { kept, count: sent });

const saveDraft = async (work: Work, sender: ChatEvent["sender"], brought: Brought): Promise<string> => {
  const draft = randomBytes(12).toString("base64url");
  const valuesSealed = work.vault.seal(JSON.stringify({ by: sender.externalId, brought }));
  await work.tx.conversation.create({
    data: { id: rowOf(draft), form: draftForm, step: 0, valuesSealed, updatedAt: work.now },
  });
  return draft;
};

const rowOf = (draft: string): string => `draft:${draft}`;

/** The submitted values with the files that were brought along before those that were added. */
export const withDraft = async (
  work: Work,
  sender: ChatEvent["sender"],
  draft: string | undefined,
  values: FormInput,
): Promise<FormInput> => {
  const row =
    draft === undefined ? null : await work.tx.conversation.findUnique({ where: { id: rowOf(draft) } });
  if (!row) return values;
  const { by, brought }: { by: string; brought: Brought } = JSON.parse(work.vault.open(row.valuesSealed));
  if (by !== sender.externalId) return values;
  const merged = { ...values };
  for (const [name, { files }] of Object.entries(brought)) {
    const added = values[name]?.kind === "files" ? values[name].files : [];
    merged[name] = { kind: "files", files: [...files, ...added] };
  }
  return merged;
};

/** The form was taken: what was brought along is where it belongs. */
export const endDraft = async (work: Work, draft: string | undefined): Promise<void> => {
  if (draft !== undefined) await work.tx.conversation.deleteMany({ where: { id: rowOf(draft) } });
};
