import { type Text, t } from "../../chat/text.ts";
import { readToken } from "../../core/contacts/contact-token.ts";
import { proveByLink } from "../../core/contacts/prove-contact.ts";
import { languageOf, unsubscribe } from "../../core/contacts/unsubscribe.ts";
import { runWork } from "../../core/work/run-work.ts";
import type { HttpHandler } from "../http-server.ts";
import { sendPage } from "./html-page.ts";
import { browserLanguage, type PageParts } from "./page-parts.ts";
import { queryOf, readBody } from "./read-body.ts";

const linkActor = { kind: "system", name: "link", companyId: null } as const;

/** A page that does one thing when its button is pressed. */
interface LinkPage {
  purpose: "unsubscribe" | "confirm-mail";
  ask: { title: Text; text: Text; button: Text };
  done: { title: Text; text: Text };
  /** In whose language the page speaks; null: the link has lost its meaning. */
  reader(parts: PageParts, name: string): Promise<string | null>;
  act(parts: PageParts, name: string): Promise<boolean>;
}

const linkPage =
  (parts: PageParts, page: LinkPage): HttpHandler =>
  async (request, response) => {
    const { core, translator } = parts;
    const name = readToken(core.vault, page.purpose, queryOf(request).get("t") ?? "");
    const language = (name ? await page.reader(parts, name) : null) ?? browserLanguage(translator, request);
    const say = (text: Text) => translator.translate(text, language);
    const outdated = () =>
      sendPage(response, 410, {
        language,
        title: say(t("contacts.page.outdated-title")),
        text: say(t("contacts.page.outdated-text")),
      });
    if (!name) return outdated();
    if (request.method !== "POST") {
      const { title, text, button } = page.ask;
      return sendPage(response, 200, {
        language,
        title: say(title),
        text: say(text),
        button: { label: say(button) },
      });
    }
    // What stands in the body changes nothing: RFC 8058 posts List-Unsubscribe=One-Click, the page's form is empty.
    await readBody(request, 10_000);
    if (!(await page.act(parts, name))) return outdated();
    const { title, text } = page.done;
    sendPage(response, 200, { language, title: say(title), text: say(text) });
  };

/** `/unsubscribe`: by one click of a mail program, or by the button of the page. */
export const unsubscribePage = (parts: PageParts): HttpHandler =>
  linkPage(parts, {
    purpose: "unsubscribe",
    ask: {
      title: t("contacts.page.unsubscribe-title"),
      text: t("contacts.page.unsubscribe-text"),
      button: t("contacts.page.unsubscribe-button"),
    },
    done: { title: t("contacts.page.unsubscribed-title"), text: t("contacts.page.unsubscribed-text") },
    reader: async ({ core }, id) => {
      const point = await core.database.read.contactPoint.findUnique({ where: { id } });
      return point
        ? runWork(core, { actor: linkActor, channel: "link" }, (work) => languageOf(work, point.personId))
        : null;
    },
    act: async ({ core }, contactPointId) =>
      (
        await runWork(core, { actor: linkActor, channel: "link" }, (work) =>
          unsubscribe(work, { contactPointId }),
        )
      ).ok,
  });

/** `/confirm`: the link in the letter with the code. */
export const confirmPage = (parts: PageParts): HttpHandler =>
  linkPage(parts, {
    purpose: "confirm-mail",
    ask: {
      title: t("contacts.page.confirm-title"),
      text: t("contacts.page.confirm-text"),
      button: t("contacts.page.confirm-button"),
    },
    done: { title: t("contacts.page.confirmed-title"), text: t("contacts.page.confirmed-text") },
    reader: async ({ core }, id) => {
      const proof = await core.database.read.contactProof.findUnique({ where: { id } });
      return proof
        ? runWork(core, { actor: linkActor, channel: "link" }, (work) => languageOf(work, proof.personId))
        : null;
    },
    act: async ({ core }, proofId) =>
      (await runWork(core, { actor: linkActor, channel: "link" }, (work) => proveByLink(work, { proofId })))
        .ok,
  });
