import { addThreadMessage } from "../../../core/requests/add-thread-message.ts";
import { limits } from "../../../core/requests/limits.ts";
import { rateRequest, ratingReasons } from "../../../core/requests/rate-request.ts";
import { returnRequest } from "../../../core/requests/return-request.ts";
import { choiceOf, filesOf, textOf, typedIn } from "../../answers.ts";
import type { Field } from "../../form.ts";
import { t } from "../../text.ts";
import { emergencyRemark } from "../emergency-remark.ts";
import { actForm } from "./act-form.ts";
import { afterRefusal } from "./ended-form.ts";

const photosField: Field = {
  name: "photos",
  label: t("requests.photos", { max: limits.files }),
  optional: true,
  input: { kind: "files", max: limits.files, accept: ["photo", "video", "voice", "document"] },
};

export const answerForm = actForm({
  name: "answer",
  act: "request.answer",
  fields: () => [
    {
      name: "text",
      label: t("requests.answer.text"),
      input: { kind: "text", multiline: true, maxLength: limits.text },
      remark: emergencyRemark,
    },
    { ...photosField, given: () => null },
  ],
  submitted: (work, requestId, input) =>
    addThreadMessage(work, {
      requestId,
      kind: "answer",
      text: textOf(input, "text") ?? "",
      files: filesOf("telegram", input, "photos"),
      source: typedIn(input, "text"),
    }),
  thanks: true,
  afterRefusal,
});

export const returnForm = actForm({
  name: "return",
  act: "request.return",
  fields: () => [
    {
      name: "reason",
      label: t("requests.return.reason"),
      input: { kind: "text", multiline: true, maxLength: limits.text },
      remark: emergencyRemark,
    },
    photosField,
  ],
  submitted: (work, requestId, input) =>
    returnRequest(work, {
      requestId,
      reason: textOf(input, "reason") ?? "",
      files: filesOf("telegram", input, "photos"),
      source: typedIn(input, "reason"),
    }),
  afterRefusal: (requestId, refusal, { reason, ...files }) =>
    afterRefusal(requestId, refusal, { ...(reason ? { text: reason } : {}), ...files }),
});

/** After the stars: what was good or bad, in a tap and a few words. */
export const ratingReasonForm = actForm({
  name: "rating-reason",
  act: "request.rate",
  fields: () => [
    {
      name: "reason",
      label: t("requests.rating-reason.reason"),
      optional: true,
      input: {
        kind: "choice",
        options: ratingReasons.map((reason) => ({
          value: reason,
          label: t(`requests.rating-reasons.${reason}`),
        })),
      },
    },
    {
      name: "comment",
      label: t("requests.rating-reason.comment"),
      optional: true,
      input: { kind: "text", multiline: true, maxLength: limits.text },
    },
  ],
  submitted: async (work, requestId, input) => {
    const request = await work.tx.request.findUnique({ where: { id: requestId }, select: { rating: true } });
    const reason = choiceOf(input, "reason");
    return rateRequest(work, {
      requestId,
      rating: request?.rating ?? 0,
      reasons: reason ? [reason] : [],
      comment: textOf(input, "comment"),
      source: typedIn(input, "comment"),
    });
  },
  thanks: true,
});
