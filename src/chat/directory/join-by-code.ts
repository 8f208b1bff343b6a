import { normaliseInviteCode } from "../../core/directory/invite-code.ts";
import { joinByInvite } from "../../core/directory/join-by-invite.ts";
import type { Turn } from "../route.ts";
import { welcomeView } from "./welcome.ts";
import { refusalText } from "./words.ts";

/** Tries a code from a link, a command or a message; says either welcome or what is wrong with it. */
export const joinByCode = async ({ work, respond }: Turn, code: string): Promise<void> => {
  const outcome = await joinByInvite(work, { code });
  if (!outcome.ok) return respond.notice(refusalText(outcome), "alert");
  respond.replyPrivately(await welcomeView(work, outcome.value.personId));
};

/** A message that is nothing but a code. */
export const isCode = (text: string): boolean => normaliseInviteCode(text) !== undefined;
