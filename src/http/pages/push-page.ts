import type { ServerResponse } from "node:http";
import { type Text, t } from "../../chat/text.ts";
import { readToken } from "../../core/contacts/contact-token.ts";
import { readPushSubscription } from "../../core/contacts/push-subscription.ts";
import { pushPass, subscribePush } from "../../core/contacts/subscribe-push.ts";
import { languageOf } from "../../core/contacts/unsubscribe.ts";
import { runWork } from "../../core/work/run-work.ts";
import type { HttpHandler } from "../http-server.ts";
import { sendPage } from "./html-page.ts";
import { browserLanguage, type PageParts } from "./page-parts.ts";
import { pushScript, pushWorker } from "./push-script.ts";
import { queryOf, readBody } from "./read-body.ts";

export interface PushPageParts extends PageParts {
  /** VAPID, base64url */
  publicKey: string;
  /** Push services beyond the browsers' own. */
  hosts: readonly string[];
}

const pushActor = { kind: "system", name: "push-page", companyId: null } as const;

/** `/push`: the page that a person opens from the bot on the device that shall be told. */
export const pushPage =
  (parts: PushPageParts): HttpHandler =>
  async (request, response) => {
    const { core, translator } = parts;
    const token = queryOf(request).get("t") ?? "";
    const proofId = readToken(core.vault, "push-page", token);
    const reader =
      proofId === undefined
        ? null
        : await runWork(core, { actor: pushActor, channel: "link" }, async (work) => {
            const pass = await pushPass(work, proofId);
            return pass && languageOf(work, pass.personId);
          });
    const language = reader ?? browserLanguage(translator, request);
    const say = (text: Text) => translator.translate(text, language);
    if (!reader) {
      return sendPage(response, 410, {
        language,
        title: say(t("contacts.page.outdated-title")),
        text: say(t("contacts.page.outdated-text")),
      });
    }
    sendPage(response, 200, {
      language,
      title: say(t("contacts.page.push-title")),
      text: say(t("contacts.page.push-text")),
      script: {
        label: say(t("contacts.page.push-button")),
        code: pushScript(parts.publicKey, token, {
          done: say(t("contacts.page.push-done")),
          denied: say(t("contacts.page.push-denied")),
          unsupported: say(t("contacts.page.push-unsupported")),
          failed: say(t("contacts.page.push-failed")),
        }),
      },
    });
  };

/** `/push/subscribe`: takes what the browser gave. The page's token serves once. */
export const pushSubscribe =
  ({ core, hosts }: PushPageParts): HttpHandler =>
  async (request, response) => {
    if (request.method !== "POST") return answer(response, 405, "post only");
    const body = readJson(await readBody(request, 10_000)) as {
      token?: unknown;
      subscription?: unknown;
    } | null;
    const proofId =
      typeof body?.token === "string" ? readToken(core.vault, "push-page", body.token) : undefined;
    const subscription = readPushSubscription(body?.subscription, hosts);
    if (!proofId || !subscription) return answer(response, 400, "not a subscription");
    const outcome = await runWork(core, { actor: pushActor, channel: "link" }, (work) =>
      subscribePush(work, { proofId, subscription }),
    );
    answer(response, outcome.ok ? 200 : 410, outcome.ok ? "subscribed" : outcome.code);
  };

/** `/push/worker.js` */
export const pushWorkerFile: HttpHandler = (_request, response) => {
  response.writeHead(200, {
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": "max-age=3600",
  });
  response.end(pushWorker);
};

/** `/push/manifest.json`: an iPhone lets only pages of the home screen push. */
export const pushManifest: HttpHandler = (_request, response) => {
  response.writeHead(200, { "content-type": "application/manifest+json" });
  response.end(
    JSON.stringify({ name: "Domovoy", short_name: "Domovoy", display: "standalone", scope: "/push" }),
  );
};

const readJson = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return null;
  }
};

const answer = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { "content-type": "text/plain" }).end(`${text}\n`);
};
