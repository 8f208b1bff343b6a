import type { Seen } from "../../../core/directory/profile/who-sees.ts";
import { action } from "../../action.ts";
import { joined, plain, type Text, t } from "../../text.ts";
import type { Block, View } from "../../view.ts";
import { roleWord } from "../words.ts";

/** Who sees what of the reader, in words. */
export const whoSeesView = (seen: readonly Seen[]): View => ({
  blocks: [
    { type: "heading", text: t("directory.sees.title") },
    ...seen.flatMap(topicBlocks),
    { type: "note", text: t("directory.sees.note") },
  ],
  buttons: [[{ label: t("directory.sees.back"), do: { action: action("dr.prof") } }]],
});

const topicBlocks = ({ topic, roles, relations, hidden }: Seen): Block[] => [
  { type: "text", text: t(`directory.sees.topic.${topic}`) },
  {
    type: "list",
    items: [
      ...roles.map(({ kind, names }) => joined(": ", roleWord(kind), plain(names.join(", ")))),
      ...relations.map((relation) => t(`directory.sees.relation.${relation}`)),
      ...(hidden.length > 0 ? [hiddenText(hidden)] : []),
    ],
  },
];

const hiddenText = (hidden: Seen["hidden"]): Text =>
  t("directory.sees.hidden", { who: joined(", ", ...hidden.map(roleWord)) });
