/** What Telegram can show; the sizes are those of the Bot API, buttons as observed. */
export const telegramCapabilities = {
  textUnits: 4096,
  captionUnits: 1024,
  callbackDataBytes: 64,
  buttons: 100,
  markupBytes: 10_240,
  buttonsInRow: 8,
  /** Labels of one row beside each other, on a small telephone. */
  rowUnits: 40,
  labelUnits: 64,
  albumFiles: 10,
  photoBytes: 10 * 1024 * 1024,
  uploadBytes: 50 * 1024 * 1024,
  downloadBytes: 20 * 1024 * 1024,
  noticeUnits: 200,
  pollQuestionUnits: 300,
  pollOptions: 12,
  pollOptionUnits: 100,
} as const;

/** A view that Telegram can't show: a mistake in the screen that made it. */
export class UnshowableView extends Error {
  constructor(why: string) {
    super(`Telegram can't show this view: ${why}`);
    this.name = "UnshowableView";
  }
}
