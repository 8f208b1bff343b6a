import type { StaffAnnouncement } from "../../core/announcements/staff-announcement.ts";
import { joined, money, plain, type Text, t } from "../text.ts";
import type { Block } from "../view.ts";

const paperShown = 40;

/** What would be sent: units, people, ways, cost, and who needs a paper. */
export const previewBlocks = ({ row, preview, currency }: StaffAnnouncement): Block[] => {
  const waiting: Block[] =
    row.state === "confirmed" ? [{ type: "note", text: t("announcements.preview.second") }] : [];
  if (!preview) return [{ type: "text", text: t("announcements.preview.counting") }, ...waiting];
  const { people, units, ways, digest, muted, unreachable, paper, smsCost } = preview;
  const byWay = (["telegram", "push", "email", "sms"] as const)
    .filter((way) => (ways[way] ?? 0) > 0)
    .map((way): Text => joined(" ", t(`announcements.way.${way}`), plain(String(ways[way]))));
  const lines: Text[] = [
    t("announcements.preview.people", {
      count: people,
      units: t("announcements.preview.units", { count: units }),
    }),
    ...(byWay.length > 0 ? [t("announcements.preview.ways", { ways: joined(" · ", ...byWay) })] : []),
    ...(digest > 0 ? [t("announcements.preview.digest", { count: digest })] : []),
    ...(muted > 0 ? [t("announcements.preview.muted", { count: muted })] : []),
    ...(unreachable > 0 ? [t("announcements.preview.unreachable", { count: unreachable })] : []),
    ...(ways.sms ? [t("announcements.preview.cost", { cost: money(BigInt(smsCost), currency) })] : []),
  ];
  return [{ type: "list", items: lines }, ...paperNote(paper), ...waiting];
};

const paperNote = ({ units, total }: { units: string[]; total: number }): Block[] => {
  if (total === 0) return [];
  const some = units.slice(0, paperShown).join("; ");
  const list = total > paperShown ? `${some} …` : some;
  return [{ type: "note", text: t("announcements.preview.paper", { count: total, list }) }];
};
