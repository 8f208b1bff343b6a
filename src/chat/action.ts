/** What a tap asks for: a route of the catalogue and its arguments. Never trusted: each tap is authorised anew. */
export interface Action {
  route: string;
  args: string[];
}

export const action = (route: string, ...args: string[]): Action => ({ route, args });

/** Telegram's limit of callback_data; Slack's (2000 characters of a button's value) is wider. */
const maxTokenBytes = 64;

const spillMark = "~";

/** The token a button carries, or undefined when it does not fit and must be spilled to a table. */
export const encodeAction = ({ route, args }: Action): string | undefined => {
  const token = [route, ...args].map(encodePart).join(":");
  return Buffer.byteLength(token) <= maxTokenBytes ? token : undefined;
};

export const encodeSpilled = (id: string): string => `${spillMark}${id}`;

/** What a token says; a spilled one names the row that holds the action. */
export const decodeToken = (token: string): Action | { spilled: string } => {
  if (token.startsWith(spillMark)) return { spilled: token.slice(spillMark.length) };
  const [route = "", ...args] = token.split(":").map(decodePart);
  return { route, args };
};

const encodePart = (part: string): string =>
  part.replaceAll("%", "%25").replaceAll(":", "%3A").replaceAll("~", "%7E");

const decodePart = (part: string): string =>
  part.replaceAll("%7E", "~").replaceAll("%3A", ":").replaceAll("%25", "%");
