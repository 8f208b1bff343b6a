import { moment, type Text, t } from "../../text.ts";

/** A visit's time in the building's time zone. */
export const slotText = ({ from, to }: { from: Date; to: Date }, timeZone: string): Text =>
  t("requests.slot-range", {
    day: moment(from, timeZone, "date"),
    from: moment(from, timeZone, "time"),
    to: moment(to, timeZone, "time"),
  });
