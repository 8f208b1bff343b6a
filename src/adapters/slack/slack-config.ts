/** How to reach Slack and to be reached. */
export interface SlackConfig {
  botToken: string;
  /** The channel's id, such as C0123456789. */
  staffChannel: string;
  /** Default: the official API. */
  apiUrl?: string;
  mode: { kind: "socket"; appToken: string } | { kind: "http"; signingSecret: string };
}

const officialApi = "https://slack.com/api/";

export const apiUrlOf = ({ apiUrl }: SlackConfig): string => {
  const url = apiUrl ?? officialApi;
  return url.endsWith("/") ? url : `${url}/`;
};
