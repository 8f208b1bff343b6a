/** The queue of the job that sends an announcement and follows what becomes of it. */
export const followQueue = "follow-announcement";
