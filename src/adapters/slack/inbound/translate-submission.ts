import { viewEventId } from "./event-id.ts";
import { formState } from "./form-state.ts";
import { formValues } from "./form-values.ts";
import type { Inbound, Workspace } from "./inbound.ts";
import { type Payload, part, word } from "./payload.ts";
import { senderOf } from "./place.ts";
import { nameOf } from "./translate-tap.ts";

/** view_submission of a form of ours; other modals carry no form. */
export const translateSubmission = (body: Payload, workspace: Workspace): Inbound | null => {
  const view = part(body, "view");
  const userId = word(body, "user", "id");
  const { form, args, draft, underWork, origin } = formState(view);
  const modal = { id: word(view, "id"), hash: word(view, "hash") };
  if (!userId || !form || !modal.id) return null;
  return {
    event: {
      type: "form-submitted",
      id: viewEventId(workspace, modal.id, underWork ?? modal.hash),
      platform: "slack",
      at: workspace.now,
      chat: { id: userId, kind: "modal", threadId: null },
      sender: senderOf(userId, nameOf(body)),
      form,
      args,
      ...(draft ? { draft } : {}),
      values: formValues(view),
      modal,
    },
    surface: {
      origin,
      triggerId: word(body, "trigger_id") || null,
      responseUrl: null,
      ephemeral: false,
      view,
    },
  };
};
