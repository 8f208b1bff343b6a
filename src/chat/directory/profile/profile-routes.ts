import { moveOut } from "../../../core/directory/move-out.ts";
import { myProfile } from "../../../core/directory/profile/my-profile.ts";
import { whoSees } from "../../../core/directory/profile/who-sees.ts";
import { action } from "../../action.ts";
import type { Route, Turn } from "../../route.ts";
import { t } from "../../text.ts";
import { askLanguage } from "../language.ts";
import { refusalText, say } from "../words.ts";
import { profileView } from "./profile-view.ts";
import { whoSeesView } from "./who-sees-view.ts";

/** `/profile`: what we know of the reader, who sees it, and what the reader can change. */
const showProfile = async ({ work, respond, event, language }: Turn): Promise<void> => {
  const { actor, tx, vault, now } = work;
  if (actor.kind !== "person") return respond.notice(refusalText({ ok: false, code: "forbidden" }), "alert");
  // In a group everybody would read it.
  if (event.chat.kind === "group") return respond.notice(t("directory.profile.privately"));
  respond.show(profileView(await myProfile(tx, vault, actor, now), language));
};

const askLeaving = async ({ work, respond }: Turn, unitId: string): Promise<void> => {
  const unit = await work.tx.unit.findUnique({ where: { id: unitId }, include: { building: true } });
  const { actor } = work;
  const mine = actor.kind === "person" && actor.occupancies.some((held) => held.unitId === unitId);
  if (!unit || !mine) return respond.notice(refusalText({ ok: false, code: "not-found" }), "alert");
  respond.show({
    ...say(t("directory.profile.leave-sure", { address: unit.building.address, unit: unit.number })),
    buttons: [
      [
        {
          label: t("directory.profile.button.leave-yes"),
          do: { action: action("dr.leavy", unitId) },
          style: "danger",
        },
        { label: t("directory.sees.back"), do: { action: action("dr.prof") } },
      ],
    ],
  });
};

const leave = async ({ work, respond }: Turn, unitId: string): Promise<void> => {
  const personId = work.actor.kind === "person" ? work.actor.personId : "";
  const outcome = await moveOut(work, { personId, unitId });
  if (!outcome.ok) return respond.notice(refusalText(outcome), "alert");
  respond.edit(say(t("directory.profile.left")));
};

export const profileRoutes: Route[] = [
  {
    kind: "command",
    name: "profile",
    platforms: ["telegram", "slack"],
    audience: "everybody",
    description: "directory.command.profile",
    handle: (turn) => showProfile(turn),
  },
  { kind: "action", name: "dr.prof", handle: (turn) => showProfile(turn) },
  { kind: "action", name: "dr.langs", handle: async (turn) => askLanguage(turn) },
  {
    kind: "action",
    name: "dr.sees",
    handle: async ({ work, respond }) => {
      const { actor, tx, vault } = work;
      if (actor.kind !== "person")
        return respond.notice(refusalText({ ok: false, code: "forbidden" }), "alert");
      respond.show(whoSeesView(await whoSees(tx, vault, actor)));
    },
  },
  { kind: "action", name: "dr.leave", handle: (turn, [unitId = ""]) => askLeaving(turn, unitId) },
  { kind: "action", name: "dr.leavy", handle: (turn, [unitId = ""]) => leave(turn, unitId) },
];
