import type { Args } from "../http/args.ts";
import { LIMITS } from "../limits.ts";
import { badRequest, conflict } from "../refusal.ts";
import type { MethodTable } from "./method.ts";

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

export const updateMethods: MethodTable = {
  getUpdates: {
    params: ["offset", "limit", "timeout", "allowed_updates"],
    run({ world, args, signal }) {
      if (world.webhook.isSet()) {
        throw conflict(
          "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        );
      }
      readAllowed(args, (kinds) => world.updates.setAllowed(kinds));
      return world.poller.poll({
        offset: args.integer("offset"),
        limit: args.integer("limit"),
        timeoutSeconds: args.integer("timeout"),
        signal,
      });
    },
  },
  setWebhook: {
    params: [
      ...["url", "certificate", "ip_address", "max_connections", "allowed_updates"],
      ...["drop_pending_updates", "secret_token"],
    ],
    run({ world, args }) {
      const url = args.text("url");
      const secret = readSecret(args);
      if (url !== "") checkUrl(url);
      readAllowed(args, (kinds) => world.updates.setAllowed(kinds));
      if (args.flag("drop_pending_updates")) world.updates.clear();
      if (url === "") {
        world.webhook.remove();
        return true;
      }
      world.poller.terminate("setWebhook request");
      const wanted = args.integer("max_connections") ?? 40;
      const maxConnections = Math.min(Math.max(wanted, 1), LIMITS.webhookConnections);
      world.webhook.set({ url, secret, maxConnections });
      return true;
    },
  },
  deleteWebhook: {
    params: ["drop_pending_updates"],
    run({ world, args }) {
      if (args.flag("drop_pending_updates")) world.updates.clear();
      world.webhook.remove();
      return true;
    },
  },
  getWebhookInfo: { params: [], run: ({ world }) => world.webhook.info() },
};

function readAllowed(args: Args, set: (kinds: string[] | undefined) => void): void {
  if (!args.has("allowed_updates")) return;
  const list = args.json("allowed_updates", "allowed_updates");
  if (!Array.isArray(list) || list.some((kind) => typeof kind !== "string")) {
    throw badRequest("can't parse allowed_updates JSON object");
  }
  set(list.length > 0 ? (list as string[]) : undefined);
}

function readSecret(args: Args): string | undefined {
  const secret = args.text("secret_token");
  if (secret === "") return undefined;
  if (secret.length > LIMITS.secretToken) throw badRequest("secret token is too long");
  if (!/^[A-Za-z0-9_-]+$/.test(secret)) throw badRequest("secret token contains unallowed characters");
  return secret;
}

/** As the platform asks it, but for the own machine, where plain HTTP and any port are all that tests have. */
function checkUrl(text: string): void {
  if (!URL.canParse(text)) throw badRequest("invalid webhook URL specified");
  const url = new URL(text);
  if (loopback.has(url.hostname)) return;
  if (url.protocol !== "https:") throw badRequest("bad webhook: HTTPS url must be provided for webhook");
  const port = url.port === "" ? 443 : Number(url.port);
  if (!LIMITS.webhookPorts.some((allowed) => allowed === port)) {
    throw badRequest("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443");
  }
}
