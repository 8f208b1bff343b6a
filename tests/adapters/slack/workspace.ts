import type { Workspace } from "../../../src/adapters/slack/inbound/inbound.ts";

export const workspace: Workspace = {
  teamId: "T1",
  botUserId: "UBOT",
  staffChannel: "CSTAFF",
  now: new Date("2026-03-01T10:00:00Z"),
};

export const messageEnvelope = (event: Record<string, unknown>, id = "Ev1") => ({
  type: "event_callback",
  team_id: "T1",
  event_id: id,
  event_time: 1_772_360_000,
  event: { type: "message", channel: "CSTAFF", user: "U1", ts: "1772360000.000100", ...event },
});
