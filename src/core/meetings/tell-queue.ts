/** The queue of the job that tells all owners of a meeting something. */
export const tellQueue = "meeting-tell";

export const tellings = ["notice", "opened", "reminder", "result", "minutes", "cancelled"] as const;

/** What owners are told; a reminder goes only to those who have not voted. */
export type Telling = (typeof tellings)[number];
