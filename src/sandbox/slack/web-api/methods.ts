import { createAuth } from "./auth.ts";
import { chat } from "./chat.ts";
import { conversations } from "./conversations.ts";
import { files } from "./files.ts";
import { history } from "./history.ts";
import type { Method } from "./method.ts";
import { pins, reactions } from "./reactions.ts";
import { scheduled } from "./scheduled.ts";
import { users } from "./users.ts";
import { views } from "./views.ts";

/** Every method that the server answers, by its name. */
export const allMethods = (socketUrl: () => string | undefined): ReadonlyMap<string, Method> =>
  new Map(
    [
      createAuth(socketUrl),
      chat,
      scheduled,
      conversations,
      history,
      users,
      views,
      files,
      reactions,
      pins,
    ].flatMap((family) => Object.entries(family)),
  );
