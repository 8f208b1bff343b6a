import type { Story } from "./story.ts";

/** Puts a meter into a unit as staff do in Slack, by the modal. */
export const addsMeter = async (
  story: Story,
  unit: string,
  meter: { kind: string; serial: string; readings: string; zones?: string; digits?: string },
): Promise<void> => {
  await story.olga.commands(`meters ${unit}`);
  await story.olga.pressesPrivate("Добавить счётчик");
  await story.olga.submits({
    "Что измеряет": meter.kind,
    "Заводской номер": meter.serial,
    Тарифы: meter.zones ?? "Один",
    "Цифр до запятой": meter.digits ?? "00000",
    "Показания сейчас": meter.readings,
  });
};
