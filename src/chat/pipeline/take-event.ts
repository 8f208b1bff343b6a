import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Actor } from "../../core/access/actor.ts";
import type { Core } from "../../core/work/core.ts";
import { receive } from "../../core/work/people-first.ts";
import { runWorkOnce } from "../../core/work/run-work.ts";
import { databaseTrouble } from "../../database/database-trouble.ts";
import type { Tx } from "../../database/db.ts";
import type { Catalogue } from "../catalogue.ts";
import type { ChatEvent } from "../event.ts";
import type { FormSteps } from "../forms/form-steps.ts";
import type { TakeEvent, Taken } from "../taken.ts";
import { t } from "../text.ts";
import type { Translator } from "../translator.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import { createResponder, type Shown } from "./responder.ts";
import { routeEvent } from "./route-event.ts";

export interface PipelineParts {
  core: Core;
  catalogue: Catalogue;
  steps: FormSteps;
  translator: Translator;
  resolveActor(tx: Tx, event: ChatEvent): Promise<Actor>;
  logger: Logger;
}

/** The chat layer's entrance: claim once · actor · language · one conversation at a time · route · errors. */
export const createTakeEvent = (parts: PipelineParts): TakeEvent => {
  const inTurn = oneAtATime();
  return (event) => {
    const conversation = `${event.platform}:${event.chat.id}:${event.sender.externalId}`;
    return receive(() => inTurn(conversation, () => takeSafely(parts, event, conversation)));
  };
};

/** What the database could not do now, it is asked so often in all, with a growing pause. */
const attempts = 3;
const pauseMs = 250;

const takeSafely = async (
  parts: PipelineParts,
  event: ChatEvent,
  conversation: string,
  attempt = 1,
): Promise<Taken> => {
  try {
    return await take(parts, event, conversation);
  } catch (error) {
    const trouble = databaseTrouble(error);
    // Without the database nothing can be kept: the platform delivers again what was not taken.
    if (trouble === "down") throw error;
    if (trouble === "passing" && attempt < attempts) {
      parts.logger.warn({ err: error, eventId: event.id, attempt }, "an event is tried again");
      await sleep(pauseMs * attempt);
      return takeSafely(parts, event, conversation, attempt + 1);
    }
    parts.logger.error(
      { err: error, eventId: event.id, type: event.type },
      "an event could not be handled; it is answered with an apology and not tried again",
    );
    return apologise(parts, event, conversation);
  }
};

const take = async (parts: PipelineParts, event: ChatEvent, conversation: string): Promise<Taken> => {
  const { core, catalogue, steps, translator } = parts;
  const options = {
    claim: event.id,
    lock: conversation,
    channel: event.platform,
    actor: (tx: Tx) => parts.resolveActor(tx, event),
  };
  const taken = await runWorkOnce(core, options, async (work) => {
    const language = languageOf(translator, work.actor, event);
    const responder = createResponder(work, event, language, catalogue, steps);
    const form = await routeEvent({ work, event, language, respond: responder.respond }, catalogue, steps);
    const shown: Shown = { ...(await responder.finish()), ...(form ? { form } : {}) };
    // A modal that was sent with mistakes is sent again under the same id.
    return { value: { first: true, language, ...shown }, keepClaim: form?.ok !== false };
  });
  return taken?.value ?? { first: false, language: translator.match(event.sender.language) ?? "en" };
};

const apologise = async (parts: PipelineParts, event: ChatEvent, conversation: string): Promise<Taken> => {
  const options = {
    claim: event.id,
    lock: conversation,
    channel: event.platform,
    actor: (tx: Tx) => parts.resolveActor(tx, event),
  };
  const text = t("chat.went-wrong");
  const taken = await runWorkOnce(parts.core, options, async (work) => {
    const language = languageOf(parts.translator, work.actor, event);
    const responder = createResponder(work, event, language, parts.catalogue, parts.steps);
    if (event.type !== "form-submitted") responder.respond.notice(text, "alert");
    return { value: { language, ...(await responder.finish()) }, keepClaim: true };
  });
  const { language, ...shown } = taken?.value ?? { language: "en" };
  if (event.type === "form-submitted")
    return { first: true, language, form: { ok: false, errors: {}, text } };
  return { first: true, language, ...shown };
};

const languageOf = ({ match }: Translator, actor: Actor, event: ChatEvent): string =>
  match(actor.kind === "system" ? null : actor.language) ?? match(event.sender.language) ?? "en";
