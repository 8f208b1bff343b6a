import type { WayName } from "../../core/contacts/kinds.ts";
import type { OwnContact } from "../../core/contacts/own-contacts.ts";
import type { Refused } from "../../core/outcome.ts";
import { plain, type Text, t } from "../text.ts";

/** A use case's refusal as a sentence that says what to do. */
export const refusalText = ({ code, params }: Refused<string>): Text => t(`contacts.refusal.${code}`, params);

export const wayWord = (way: WayName): Text => t(`contacts.way.${way}`);

export const wayOfContact = (kind: OwnContact["kind"]): WayName => (kind === "phone" ? "sms" : kind);

/** A way as its person knows it: "e-mail anna@example.org". */
export const contactWord = ({ kind, value }: OwnContact): Text =>
  value === ""
    ? wayWord(wayOfContact(kind))
    : t("contacts.named", { way: wayWord(wayOfContact(kind)), value: plain(value) });

/** Minutes of the day as a clock shows them. */
export const clockTime = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
