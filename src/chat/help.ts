import type { Catalogue } from "./catalogue.ts";
import type { Audience, Route, Turn } from "./route.ts";
import { joined, plain, t } from "./text.ts";
import type { View } from "./view.ts";

/** /help, and /cancel for whoever sends it with no form open. The catalogue is told later, since it holds these too. */
export const helpRoutes = (catalogue: () => Catalogue): Route[] => [
  {
    kind: "command",
    name: "help",
    platforms: ["telegram", "slack"],
    audience: "everybody",
    inGroups: "everybody",
    description: "chat.help.command",
    handle: async (turn) => turn.respond.show(helpView(turn, catalogue())),
  },
  {
    kind: "command",
    name: "cancel",
    platforms: ["telegram"],
    audience: "everybody",
    description: "chat.cancel-command",
    handle: async (turn) => turn.respond.notice(t("chat.form.nothing-open")),
  },
];

/** What the sender can ask for here, from the route catalogue; `unknown`: a command that is not among it. */
export const helpView = (turn: Turn, catalogue: Catalogue, unknown?: string): View => {
  const { platform } = turn.event;
  const audiences = audiencesOf(turn);
  const prefix = platform === "slack" ? "/domovoy " : "/";
  const offered = catalogue.commands.filter(
    (route) => route.platforms.includes(platform) && audiences.has(route.audience),
  );
  return {
    blocks: [
      ...(unknown === undefined
        ? []
        : [
            {
              type: "text",
              text: t("chat.help.unknown", { command: plain(prefix + unknown.slice(0, 40)) }),
            } as const,
          ]),
      { type: "heading", text: t("chat.help.title") },
      {
        type: "list",
        items: offered.map((route) => joined(" — ", plain(`${prefix}${route.name}`), t(route.description))),
      },
    ],
  };
};

const audiencesOf = ({ work: { actor } }: Turn): ReadonlySet<Audience> => {
  const audiences = new Set<Audience>(["everybody"]);
  if (actor.kind !== "person") return audiences;
  if (actor.occupancies.length > 0) audiences.add("resident");
  for (const { kind } of actor.roles) {
    if (kind === "contractor") audiences.add("contractor");
    else audiences.add("staff");
    if (kind === "administrator") audiences.add("administrator");
  }
  return audiences;
};
