import { decodeToken } from "./action.ts";
import type { Form } from "./form.ts";
import type { ActionRoute, CommandRoute, FallbackRoute, Route } from "./route.ts";

/** All that people can do, by name: feeds routing, command lists, help and the Slack manifest. */
export interface Catalogue {
  commands: readonly CommandRoute[];
  fallbacks: readonly FallbackRoute[];
  command(platform: string, name: string): CommandRoute | undefined;
  action(name: string): ActionRoute | undefined;
  form(id: string): Form | undefined;
  /** Whether a tap on this token opens a form, so that Slack can open the modal first. */
  opensForm(token: string): boolean;
}

/** Joins the areas' routes; two of the same name are a mistake in the code. */
export const createCatalogue = (routes: readonly Route[]): Catalogue => {
  const commands = routes.filter((route) => route.kind === "command");
  const byCommand = uniqueMap(
    commands.flatMap((route) =>
      route.platforms.map((platform) => [`${platform} ${route.name}`, route] as const),
    ),
  );
  const actions = uniqueMap(
    routes.filter((route) => route.kind === "action").map((route) => [route.name, route]),
  );
  const forms = uniqueMap(routes.filter((route) => route.kind === "form").map(({ form }) => [form.id, form]));
  return {
    commands,
    fallbacks: routes.filter((route) => route.kind === "fallback"),
    command: (platform, name) => byCommand.get(`${platform} ${name}`),
    action: (name) => actions.get(name),
    form: (id) => forms.get(id),
    opensForm: (token) => {
      const decoded = decodeToken(token);
      return "route" in decoded && actions.get(decoded.route)?.opens !== undefined;
    },
  };
};

const uniqueMap = <Value>(entries: readonly (readonly [string, Value])[]): Map<string, Value> => {
  const map = new Map<string, Value>();
  for (const [name, value] of entries) {
    if (map.has(name)) throw new Error(`two routes are called "${name}"; rename one`);
    map.set(name, value);
  }
  return map;
};
