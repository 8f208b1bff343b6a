import { inSlack } from "../api.ts";
import { app, readSlack, redraw } from "../app.ts";
import { attempt } from "../toast.ts";

/** Where a member of staff looks; each change reads what is there. */
const look = (at: Partial<(typeof app)["slack"]>): void => {
  Object.assign(app.slack, at);
  redraw("slack");
  redraw("overview");
  attempt(readSlack);
};

export const openThread = (ts: string | null): void => look({ thread: ts });

export const openPlace = (channel: string): void => look({ channel, thread: null, tab: "messages" });

export const openHome = (channel: string): void => {
  look({ channel, thread: null, tab: "home" });
  attempt(async () => {
    await inSlack("openHome", { user: app.slack.user });
    await readSlack();
  });
};

export const actAs = (user: string): void => {
  const { overview } = app;
  look({ user, channel: overview?.staffChannel ?? null, thread: null, tab: "messages", screen: null });
};
