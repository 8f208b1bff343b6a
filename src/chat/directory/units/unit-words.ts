import type { Share } from "../../../core/directory/share.ts";
import type { Occupant } from "../../../core/directory/units/unit-page.ts";
import type { Proof, UnitKind } from "../../../database/types.ts";
import { joined, moment, plain, type Text, t } from "../../text.ts";
import { occupancyWord } from "../words.ts";

export const unitKindWord = (kind: UnitKind): Text => t(`directory.unit.kind.${kind}`);

export const proofWord = (how: Proof): Text => t(`directory.proof.${how}`);

export const shareText = ({ numerator, denominator }: Share): string =>
  denominator === 1 ? "1" : `${numerator}/${denominator}`;

/** An end is stored as the first moment after it: the day before is the last. */
export const lastDay = (to: Date): Date => new Date(to.getTime() - 1);

/** Owner, 1/2, since 1 March 2026, verified by an extract. */
export const holdingText = (
  { kind, share, from, to, verified }: Pick<Occupant, "kind" | "share" | "from" | "to" | "verified">,
  timeZone: string,
): Text =>
  joined(
    ", ",
    occupancyWord(kind),
    ...(share ? [plain(shareText(share))] : []),
    to
      ? t("directory.unit.from-to", {
          from: moment(from, timeZone, "date"),
          to: moment(lastDay(to), timeZone, "date"),
        })
      : t("directory.unit.since", { from: moment(from, timeZone, "date") }),
    verifiedText(verified),
  );

const verifiedText = (verified: Occupant["verified"]): Text => {
  if (!verified) return t("directory.unit.not-verified");
  const { how, by } = verified;
  if (!how) return t("directory.unit.verified");
  return by
    ? t("directory.unit.verified-by", { how: proofWord(how), by })
    : t("directory.unit.verified-how", { how: proofWord(how) });
};
