import { createFileStore } from "../files/file-store.ts";
import type { AdjustableLimits } from "../limits.ts";
import type { DeliveryPlan } from "../updates/delivery-faults.ts";
import { createPoller } from "../updates/poller.ts";
import { createUpdateQueue } from "../updates/queue.ts";
import { createWebhookSender } from "../updates/webhook.ts";
import { createJournal } from "./journal.ts";
import type { Clock, World } from "./world.ts";

export interface WorldSettings {
  clock: Clock;
  limits: AdjustableLimits;
  strict: boolean;
  plan: DeliveryPlan;
  bot: { id: number; username: string; firstName: string };
  /** Runs a method call that came as the answer to a webhook. */
  onWebhookReply: (body: string) => void;
}

/** An empty world with its bot. */
export function createWorld(settings: WorldSettings): World {
  const { clock, limits, plan } = settings;
  const now = () => clock.now();
  const journal = createJournal(now, limits.journal);
  const updates = createUpdateQueue(now, journal, 100_000_001);
  updates.holdBack = () => plan.holdMs();
  const ids = { last: 0 };
  return {
    clock,
    limits,
    strict: settings.strict,
    startedAt: clock.now(),
    bot: {
      id: settings.bot.id,
      is_bot: true,
      first_name: settings.bot.firstName,
      username: settings.bot.username,
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
      supports_guest_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
      has_topics_enabled: false,
      allows_users_to_create_topics: false,
      can_manage_bots: false,
      supports_join_request_queries: false,
    },
    profile: { name: new Map(), description: new Map(), shortDescription: new Map(), menuButtons: new Map() },
    people: new Map(),
    rooms: new Map(),
    polls: new Map(),
    queries: new Map(),
    commands: new Map(),
    files: createFileStore(now),
    journal,
    updates,
    poller: createPoller(updates, plan, journal),
    webhook: createWebhookSender({
      queue: updates,
      plan,
      journal,
      limits,
      now,
      onReply: settings.onWebhookReply,
    }),
    ids,
    nextId() {
      ids.last += 1;
      return ids.last;
    },
    lastMessageId: 0,
    loggedOutUntil: 0,
  };
}
