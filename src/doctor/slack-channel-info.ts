import { z } from "zod";
import type { SlackConfig } from "../config.ts";
import { callSlack } from "./call-platform.ts";

const answered = z.object({
  ok: z.literal(true),
  channel: z.object({
    name: z.string(),
    is_archived: z.boolean().default(false),
    is_member: z.boolean().default(false),
    is_private: z.boolean().default(false),
  }),
});

export type ChannelInfo =
  | { ok: true; channel: z.infer<typeof answered>["channel"] }
  /** Slack's error code. */
  | { ok: false; error: string };

/** The staff channel as the bot sees it. */
export const channelInfo = async (slack: SlackConfig): Promise<ChannelInfo> => {
  const answer = await callSlack(slack, "conversations.info", { channel: slack.staffChannel });
  if (answer.kind === "silent") return { ok: false, error: answer.why };
  const parsed = answered.safeParse(answer.body);
  return parsed.success
    ? { ok: true, channel: parsed.data.channel }
    : { ok: false, error: String(answer.body.error) };
};
