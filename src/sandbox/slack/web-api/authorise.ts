import type { Context } from "../context.ts";
import { type Answer, type Method, refusal } from "./method.ts";

/** Whether the token may call the method; undefined when it may. */
export const authorise = (
  context: Context,
  method: Method,
  token: string | undefined,
): Answer | undefined => {
  if (method.token === "none") return undefined;
  if (token === undefined || token === "") return refusal("not_authed");
  const { botToken, appToken } = context.settings;
  if (token !== botToken && token !== appToken) return refusal("invalid_auth");
  if ((method.token === "app") !== (token === appToken)) return refusal("not_allowed_token_type");
  if (method.token === "app") return undefined;
  const { scopes } = context.workspace;
  if (method.scopes.length === 0 || method.scopes.some((scope) => scopes.has(scope))) return undefined;
  return refusal("missing_scope", {
    needed: method.scopes.join(","),
    provided: [...scopes].join(","),
  });
};
