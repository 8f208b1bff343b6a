import { limits } from "../../../core/requests/limits.ts";
import type { FormInput } from "../../event.ts";
import type { Field } from "../../form.ts";
import { t } from "../../text.ts";

const neverAsked = (): null => null;

/** A message as the answers of a form that asks what becomes of it: they are there already, and never asked for. */
export const messageFields: readonly Field[] = [
  {
    name: "text",
    label: t("requests.new.text"),
    optional: true,
    input: { kind: "text", maxLength: limits.text },
    given: neverAsked,
  },
  {
    name: "photos",
    label: t("requests.photos", { max: limits.files }),
    optional: true,
    input: { kind: "files", max: limits.files, accept: ["photo", "video", "voice", "document"] },
    given: neverAsked,
  },
  {
    name: "location",
    label: t("requests.new.location"),
    optional: true,
    input: { kind: "location" },
    given: neverAsked,
  },
];

/** What the message says of these. */
export const messageIn = (input: FormInput): FormInput =>
  Object.fromEntries(
    messageFields.flatMap(({ name }) => {
      const given = input[name];
      return given && given.kind !== "skipped" ? [[name, given]] : [];
    }),
  );

/** The same with what it does not say left out, so that nobody is asked for it. */
export const wholeMessage = (input: FormInput): FormInput => ({
  ...Object.fromEntries(messageFields.map(({ name }) => [name, { kind: "skipped" } as const])),
  ...messageIn(input),
});
