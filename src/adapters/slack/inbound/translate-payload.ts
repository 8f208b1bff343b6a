import type { Inbound, Workspace } from "./inbound.ts";
import { isPayload } from "./payload.ts";
import { translateCommand } from "./translate-command.ts";
import { translateEvent } from "./translate-event.ts";
import { translateShortcut } from "./translate-shortcut.ts";
import { translateSubmission } from "./translate-submission.ts";
import { translateTap } from "./translate-tap.ts";

/** What a person did, in no platform's own words; null for what concerns nobody. Pure. */
export const translatePayload = (body: unknown, workspace: Workspace): Inbound | null => {
  if (!isPayload(body)) return null;
  switch (body.type) {
    case "event_callback":
      return translateEvent(body, workspace);
    case "block_actions":
      return translateTap(body, workspace);
    case "view_submission":
      return translateSubmission(body, workspace);
    case "message_action":
    case "shortcut":
      return translateShortcut(body, workspace);
    case undefined:
      return typeof body.command === "string" ? translateCommand(body, workspace) : null;
    default:
      // view_closed, options, dialogs and whatever comes next: nothing of ours is in them.
      return null;
  }
};
