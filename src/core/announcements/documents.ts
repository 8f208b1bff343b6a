/** Who was told of an announcement, unit by unit. */
export const deliveryReportDocument = "announcements:report";

/** An announcement on paper, with the units it has to be carried to. */
export const paperNoticeDocument = "announcements:paper";
