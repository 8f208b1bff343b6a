import type { Outcome } from "../../../core/outcome.ts";
import { findRequest } from "../../../core/requests/find-request.ts";
import { arrive } from "../../../core/requests/work/arrive.ts";
import { acceptOffer } from "../../../core/requests/work/decide-offer.ts";
import { decideQuote } from "../../../core/requests/work/decide-quote.ts";
import { remarkRequest } from "../../../core/requests/work/remark-request.ts";
import { agreeVisit } from "../../../core/requests/work/visits.ts";
import type { Work } from "../../../core/work/work.ts";
import { newFiles } from "../../answers.ts";
import { wordsIn } from "../../map-text.ts";
import { repliesTo } from "../../replies-to.ts";
import type { ActionRoute, FallbackRoute, Route } from "../../route.ts";
import { sourceOf } from "../../source-of.ts";
import { t } from "../../text.ts";
import { requestOfMessage } from "../request-of-message.ts";
import { refusalText } from "../words.ts";
import { refuseForm, turnDownForm } from "./decision-forms.ts";
import { askBoard } from "./send-quote.ts";
import { quoteForm, reportForm, slotForm } from "./work-forms.ts";

const forms = [refuseForm, turnDownForm, slotForm, quoteForm, reportForm];

/** A button that does something at once; a refusal is told to the one who pressed. */
const act = (
  name: string,
  word: string,
  run: (work: Work, id: string) => Promise<Outcome<unknown, string>>,
): ActionRoute => ({
  kind: "action",
  name,
  handle: async ({ work, respond }, [id = ""]) => {
    const outcome = await run(work, id);
    if (!outcome.ok) return respond.notice(refusalText(outcome), "alert");
    respond.notice(t(`requests.did.${word}`));
  },
});

const opens = (name: string, form: string): ActionRoute => ({
  kind: "action",
  name,
  opens: form,
  handle: ({ respond }, args) => respond.openForm(form, ...args),
});

/** Everything about offers, visits, quotes and reports. */
export const workRoutes: Route[] = [
  ...forms.map((form): Route => ({ kind: "form", form })),
  act("rq.accept", "accept", (work, offerId) => acceptOffer(work, { offerId })),
  opens("rq.refuse", refuseForm.id),
  opens("rq.report", reportForm.id),
  act("vs.here", "here", (work, requestId) => arrive(work, { requestId })),
  act("vs.ok", "agree", (work, visitId) => agreeVisit(work, { visitId })),
  opens("vs.new", slotForm.id),
  opens("qt.new", quoteForm.id),
  act("qt.ok", "approve", (work, quoteId) => decideQuote(work, { quoteId, approve: true })),
  opens("qt.no", turnDownForm.id),
  {
    kind: "action",
    name: "qt.board",
    handle: async ({ work, respond }, [quoteId = ""]) =>
      respond.notice(
        t((await askBoard(work, quoteId)) ? "requests.did.ask-board" : "requests.quote-card.no-board"),
        "alert",
      ),
  },
];

/** What whoever works on a request answers to its card or to a message about it goes to the office. */
export const workerMessage: FallbackRoute = {
  kind: "fallback",
  name: "worker-message",
  overForm: async ({ work, event }) =>
    work.actor.kind === "person" &&
    work.actor.roles.some(({ kind }) => kind === "contractor") &&
    (await repliesTo(event, (messageId) => requestOfMessage(work, event, messageId))),
  handle: async ({ work, event, respond }) => {
    const { actor } = work;
    if (event.type !== "message" || event.chat.kind !== "private" || actor.kind !== "person") return false;
    if (!actor.roles.some(({ kind }) => kind === "contractor")) return false;
    const about = event.replyTo ? await requestOfMessage(work, event, event.replyTo) : null;
    const request = about === null ? null : await findRequest(work.tx, about);
    if (!about || request?.assigneeId !== actor.personId) {
      if (actor.occupancies.length > 0) return false;
      respond.notice(t("requests.remark.how"), "alert");
      return true;
    }
    const outcome = await remarkRequest(work, {
      requestId: about,
      text: wordsIn(event),
      files: newFiles(event.platform, event.files),
      source: sourceOf(event, event.message),
    });
    if (!outcome.ok) respond.notice(refusalText(outcome), "alert");
    else respond.notice(t("requests.remark.thanks"));
    return true;
  },
};
