/** What a person sees of a message's mrkdwn: mentions and links as words, entities as characters. */
export const plainText = (mrkdwn: string): string =>
  mrkdwn
    .replace(/<([^<>]*)>/g, (_whole, inside: string) => spellReference(inside))
    .replace(/&(amp|lt|gt);/g, entity);

const entities: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

const entity = (escaped: string): string => entities[escaped] ?? escaped;

const spellReference = (inside: string): string => {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? "" : inside.slice(bar + 1);
  switch (target[0]) {
    case "@":
      return `@${(label || target.slice(1)).replace(/^@/, "")}`;
    case "#":
      return `#${(label || target.slice(1)).replace(/^#/, "")}`;
    case "!":
      return spellSpecial(target.slice(1), label);
    default:
      return spellLink(target, label);
  }
};

/** here, channel, everyone, subteam^S1 and date^…, each with the label that Slack gives. */
const spellSpecial = (name: string, label: string): string => {
  if (label) return name.startsWith("date^") ? label : `@${label.replace(/^@/, "")}`;
  return `@${name.split("^").at(-1) ?? name}`;
};

const spellLink = (target: string, label: string): string => {
  const address = target.replace(/^(mailto|tel):/, "");
  const said = label && label !== target && label !== address && !sameSite(label, target);
  return said ? `${label} (${address})` : label || address;
};

const sameSite = (label: string, target: string): boolean => target.replace(/^https?:\/\//, "") === label;
