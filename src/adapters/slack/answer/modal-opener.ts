import type { ModalView } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { Surface } from "../inbound/inbound.ts";
import { word } from "../inbound/payload.ts";
import { slackErrorCode } from "../outbound/failures.ts";

/** What became of a modal that a press should open. */
export type Opened =
  | { kind: "open"; modal: OpenModal }
  /** The same press was delivered before, and opened it then. */
  | { kind: "before"; modal: OpenModal }
  /** Too late, or Slack does not answer: the person has to press again. */
  | { kind: "failed" };

/** Known by its id; after a repeated delivery only by the name that we gave it. */
export type OpenModal = { view_id: string; hash?: string } | { external_id: string };

export interface ModalOpener {
  open(surface: Surface, view: ModalView): Promise<Opened>;
  /** A modal that was closed or changed meanwhile is left as it is. */
  update(modal: OpenModal, view: ModalView): Promise<void>;
}

export const createModalOpener = (client: WebClient, logger: Logger): ModalOpener => {
  const open = async (surface: Surface, view: ModalView): Promise<Opened> => {
    const triggerId = surface.triggerId;
    if (!triggerId) return { kind: "failed" };
    const named = { ...view, external_id: triggerId };
    try {
      const call = { trigger_id: triggerId, view: named };
      const { view: opened } = surface.view ? await client.views.push(call) : await client.views.open(call);
      const hash = opened?.hash;
      if (opened?.id) return { kind: "open", modal: { view_id: opened.id, ...(hash ? { hash } : {}) } };
      return { kind: "open", modal: { external_id: triggerId } };
    } catch (error) {
      const code = slackErrorCode(error) ?? "request failed";
      if (repeated.has(code)) return { kind: "before", modal: { external_id: triggerId } };
      const below = word(surface.view, "id");
      // Three modals are open already: the top one gives its place.
      if (code === "push_limit_reached" && below) return { kind: "open", modal: { view_id: below } };
      logger.warn({ code }, "a modal could not be opened; the person is asked to press again");
      return { kind: "failed" };
    }
  };

  const update = async (modal: OpenModal, view: ModalView): Promise<void> => {
    try {
      await client.views.update({ ...modal, view });
    } catch (error) {
      const code = slackErrorCode(error) ?? "request failed";
      if (leftAlone.has(code)) logger.debug({ code }, "a modal was closed or changed before it was filled");
      else logger.warn({ code, err: error }, "a modal could not be filled");
    }
  };

  return { open, update };
};

const repeated = new Set(["exchanged_trigger_id", "trigger_exchanged", "duplicate_external_id"]);
const leftAlone = new Set(["not_found", "view_not_found", "hash_conflict"]);
