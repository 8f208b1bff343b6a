import { decodeToken } from "../action.ts";
import type { Catalogue } from "../catalogue.ts";
import { isOutside } from "../directory/access.ts";
import { tellHowToJoin } from "../directory/how-to-join.ts";
import type { ChatEvent, FormInput, IncomingFile } from "../event.ts";
import type { Field } from "../form.ts";
import { checkForm } from "../forms/check-field.ts";
import { endDraft, withDraft } from "../forms/draft.ts";
import type { FormSteps } from "../forms/form-steps.ts";
import { formRoute } from "../forms/question.ts";
import { helpView } from "../help.ts";
import type { Turn } from "../route.ts";
import type { Taken } from "../taken.ts";
import { joined, t } from "../text.ts";

type FormOutcome = NonNullable<Taken["form"]>;

/** Finds who handles an event, in this order: command, tap, open form, submitted form, fallbacks. */
export const routeEvent = async (
  turn: Turn,
  catalogue: Catalogue,
  steps: FormSteps,
): Promise<FormOutcome | undefined> => {
  const { event } = turn;
  switch (event.type) {
    case "command":
      return void (await routeCommand({ ...turn, event }, catalogue, steps));
    case "tap":
      return void (await routeTap({ ...turn, event }, catalogue, steps));
    case "form-opened":
      if (isOutside(turn.work.actor)) return void tellHowToJoin(turn);
      return void (await turn.respond.openFormWith(event.form, event.args, photosOf(event.files)));
    case "form-submitted":
      return submitForm({ ...turn, event }, catalogue);
    case "message":
      if (
        event.platform === "telegram" &&
        event.chat.kind === "private" &&
        (await steps.answer(turn, event, (field) => isMeantElsewhere(turn, catalogue, field)))
      )
        return;
      return void (await fallBack(turn, catalogue));
    case "edited":
      if (
        event.platform === "telegram" &&
        event.chat.kind === "private" &&
        (await steps.correct(turn, event))
      )
        return;
      return void (await fallBack(turn, catalogue));
    default:
      return void (await fallBack(turn, catalogue));
  }
};

/** A form that takes pictures calls them so. */
const photosOf = (files: IncomingFile[] = []): FormInput =>
  files.length > 0 ? { photos: { kind: "files", files } } : {};

type TurnOf<Type extends ChatEvent["type"]> = Turn<Extract<ChatEvent, { type: Type }>>;

const routeCommand = async (
  turn: TurnOf<"command">,
  catalogue: Catalogue,
  steps: FormSteps,
): Promise<void> => {
  const { event } = turn;
  if (event.name === "cancel" && (await steps.cancel(turn))) return;
  const route = catalogue.command(event.platform, event.name);
  const former = route?.former === true && turn.work.actor.kind === "person";
  if (route && route.audience !== "everybody" && isOutside(turn.work.actor) && !former) {
    turn.work.audit({
      act: `command.${route.name}`,
      subjectType: "chat",
      subjectId: event.chat.id,
      outcome: "outside",
    });
    return tellHowToJoin(turn);
  }
  if (route) return route.handle(turn, event.args);
  // In a group, other bots' commands are none of our business.
  if (event.chat.kind !== "group") turn.respond.show(helpView(turn, catalogue, event.name));
};

const routeTap = async (turn: TurnOf<"tap">, catalogue: Catalogue, steps: FormSteps): Promise<void> => {
  const asked = await actionOf(turn);
  if (asked?.route === formRoute) return steps.tap(turn, asked.args);
  const route = asked && catalogue.action(asked.route);
  if (!asked || !route) return turn.respond.notice(t("chat.button-outdated"), "alert");
  await route.handle(turn, asked.args);
};

const actionOf = async ({ work, event }: TurnOf<"tap">) => {
  const decoded = decodeToken(event.token);
  if ("route" in decoded) return decoded;
  const row = await work.tx.actionSpill.findUnique({ where: { id: decoded.spilled } });
  return row
    ? (JSON.parse(work.vault.open(row.payloadSealed)).action as { route: string; args: string[] })
    : undefined;
};

const submitForm = async (turn: TurnOf<"form-submitted">, catalogue: Catalogue): Promise<FormOutcome> => {
  const { work, event } = turn;
  const form = catalogue.form(event.form);
  if (!form) return { ok: false, errors: {}, text: t("chat.button-outdated") };
  const opening = await form.open(work, event.args);
  if (!opening.ok) return { ok: false, errors: {}, text: opening.text };
  const checked = checkForm(
    opening.fields.filter(modalCanAsk),
    await withDraft(work, event.sender, event.draft, event.values),
  );
  if (!checked.ok) return { ok: false, errors: checked.errors };
  const result = await form.submitted(work, event.args, checked.input);
  if (result.ok) {
    await endDraft(work, event.draft);
    const { next } = result;
    if (next) await turn.respond.openFormWith(next.form, next.args, next.prefill);
    const said = [result.text, result.once].filter((text) => text !== undefined);
    return said.length > 0 ? { ok: true, text: joined("\n\n", ...said) } : { ok: true };
  }
  return result.field
    ? { ok: false, errors: { [result.field]: result.text } }
    : { ok: false, errors: {}, text: result.text };
};

/** Modals have no field for a location. */
const modalCanAsk = (field: Field): boolean => field.input.kind !== "location";

const isMeantElsewhere = async (turn: Turn, catalogue: Catalogue, field: Field): Promise<boolean> => {
  for (const route of catalogue.fallbacks) if (await route.overForm?.(turn, field)) return true;
  return false;
};

const fallBack = async (turn: Turn, catalogue: Catalogue): Promise<void> => {
  for (const route of catalogue.fallbacks) if (await route.handle(turn)) return;
};
