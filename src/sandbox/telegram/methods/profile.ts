import type { MenuButton } from "@grammyjs/types";
import { LIMITS } from "../limits.ts";
import { isObject, onlyKnown } from "../markup/json-fields.ts";
import { badRequest, Refusal, tooManyRequests } from "../refusal.ts";
import type { BotProfile, World } from "../world/world.ts";
import { readLanguage } from "./commands.ts";
import type { Method, MethodTable } from "./method.ts";

type TextOf = (profile: BotProfile) => Map<string, string>;

const name: TextOf = (profile) => profile.name;
const description: TextOf = (profile) => profile.description;
const shortDescription: TextOf = (profile) => profile.shortDescription;
const quietAfterStartMs = 600_000;

export const profileMethods: MethodTable = {
  getMe: { params: [], run: ({ world }) => ({ ...world.bot, first_name: shownName(world) }) },
  setMyName: setter("name", LIMITS.name, name),
  getMyName: getter("name", name),
  setMyDescription: setter("description", LIMITS.description, description),
  getMyDescription: getter("description", description),
  setMyShortDescription: setter("short_description", LIMITS.shortDescription, shortDescription),
  getMyShortDescription: getter("short_description", shortDescription),
  setChatMenuButton: {
    params: ["chat_id", "menu_button"],
    run({ world, args }) {
      const value = args.json("menu_button", "menu button") ?? { type: "default" };
      world.profile.menuButtons.set(args.integer("chat_id") ?? 0, readMenuButton(value));
      return true;
    },
  },
  getChatMenuButton: {
    params: ["chat_id"],
    run: ({ world, args }) =>
      world.profile.menuButtons.get(args.integer("chat_id") ?? 0) ??
      world.profile.menuButtons.get(0) ?? { type: "commands" },
  },
  logOut: {
    params: [],
    run({ world }) {
      world.loggedOutUntil = world.clock.now() + quietAfterStartMs;
      return true;
    },
  },
  close: {
    params: [],
    run({ world }) {
      const left = quietAfterStartMs - (world.clock.now() - world.startedAt);
      if (left > 0) throw tooManyRequests(Math.ceil(left / 1000));
      return true;
    },
  },
};

/** After logOut the platform serves the bot nothing for ten minutes. */
export function refuseLoggedOut(world: World): void {
  if (world.clock.now() < world.loggedOutUntil) throw new Refusal(400, "Logged out");
}

function shownName(world: World): string {
  return world.profile.name.get("") || world.bot.first_name;
}

function setter(param: string, limit: number, of: TextOf): Method {
  return {
    params: [param, "language_code"],
    run({ world, args }) {
      const text = args.text(param).trim();
      if (text.length > limit) throw badRequest(`${param} must not be longer than ${limit} characters`);
      const texts = of(world.profile);
      if (text === "") texts.delete(readLanguage(args));
      else texts.set(readLanguage(args), text);
      return true;
    },
  };
}

function getter(param: string, of: TextOf): Method {
  return {
    params: ["language_code"],
    run({ world, args }) {
      const texts = of(world.profile);
      const fallback = param === "name" ? world.bot.first_name : "";
      return { [param]: texts.get(readLanguage(args)) ?? texts.get("") ?? fallback };
    },
  };
}

function readMenuButton(value: unknown): MenuButton {
  if (!isObject(value)) throw badRequest("menuButton must be an Object");
  onlyKnown(value, ["type", "text", "web_app"], "MenuButton");
  if (value.type === "commands" || value.type === "default") return { type: value.type };
  if (value.type !== "web_app" || !isObject(value.web_app) || typeof value.text !== "string") {
    throw badRequest("menuButton has unsupported type");
  }
  const url = String(value.web_app.url);
  if (!url.startsWith("https://")) throw badRequest(`menu button Web App URL '${url}' is invalid`);
  return { type: "web_app", text: value.text, web_app: { url } };
}
