/** Short names that apps write most often; others stay as they are, as in Slack with an unknown name. */
const known: Readonly<Record<string, string>> = {
  "+1": "👍",
  "-1": "👎",
  thumbsup: "👍",
  white_check_mark: "✅",
  heavy_check_mark: "✔️",
  x: "❌",
  warning: "⚠️",
  rotating_light: "🚨",
  fire: "🔥",
  eyes: "👀",
  tada: "🎉",
  wave: "👋",
  star: "⭐",
  house: "🏠",
  wrench: "🔧",
  hammer_and_wrench: "🛠️",
  droplet: "💧",
  bulb: "💡",
  hourglass: "⌛",
  alarm_clock: "⏰",
  calendar: "📆",
  bell: "🔔",
  memo: "📝",
  camera: "📷",
  paperclip: "📎",
  speech_balloon: "💬",
  heart: "❤️",
  smile: "😄",
  pray: "🙏",
  ok_hand: "👌",
};

export const emoji = (name: string): string => known[name] ?? `:${name}:`;

export const withEmoji = (text: string): string =>
  text.replace(/:([a-z0-9_+-]+):/g, (whole, name: string) => known[name] ?? whole);
