import type { SlackServer } from "../sandbox/slack/server.ts";
import type { Town } from "./open-town.ts";
import { leakPhoto, repairedPhoto } from "./story-photos.ts";

/** Words of the people of the story; they speak Russian in Telegram and in the staff channel. */
const words = {
  leak: "Под раковиной на кухне течёт труба, вода на полу",
  category: "Сантехника",
  detail: "Протечка",
  access: "Дома весь вечер",
  note: "Сосед снизу не отвечает, проверьте потолок",
  reply: "! Мастер выходит, будет через 20 минут",
  report: "Заменили гибкую подводку, проверили давление. Сухо.",
} as const;

/** The main job, as people do it: a photo of a leak, the office's work, the resident's word. Resolves to who took part. */
export const playStory = async (town: Town): Promise<{ resident: { id: number; name: string } }> => {
  const { telegram, slack, staffChannel: channel, company } = town;
  await slack.command({
    user: "olga",
    channel,
    command: "/domovoy",
    text: `join ${company.administratorCode}`,
  });
  const anna = telegram.addUser({ firstName: "Анна", lastName: "Смирнова", languageCode: "ru" });
  telegram.start({ from: anna.id, payload: await company.inviteTo("45") });
  await town.settled();

  await telegram.sendPhoto({
    from: anna.id,
    photo: await leakPhoto(),
    caption: words.leak,
  });
  await town.settled();
  await answerForm(town, anna.id);
  await town.settled();

  const card = slack.messages(channel).at(-1);
  if (!card) throw new Error("no card came to the staff channel");
  const ts = card.ts;
  await slack.press({ user: "olga", channel, ts, text: "Взять" });
  await town.settled();
  slack.post({ user: "olga", channel, threadTs: ts, text: words.note });
  slack.post({ user: "olga", channel, threadTs: ts, text: words.reply });
  await town.settled();
  await slack.press({ user: "olga", channel, ts, text: "Начать работу" });
  await town.settled();
  await slack.press({ user: "olga", channel, ts, text: "Готово" });
  await modalOf(slack, "olga");
  const photo = await repairedPhoto();
  await slack.submit({
    user: "olga",
    values: { report: words.report, photos: [{ name: "after.jpg", bytes: photo }] },
  });
  await town.settled();

  await telegram.press({ from: anna.id, text: "Да, сделано" });
  await town.settled();
  await telegram.press({ from: anna.id, text: "5 ★" });
  await town.settled();
  return { resident: { id: anna.id, name: "Анна" } };
};

const answerForm = async ({ telegram, settled }: Town, from: number): Promise<void> => {
  for (const text of [words.category, words.detail]) {
    await telegram.press({ from, text });
    await settled();
  }
  telegram.say({ from, text: words.access });
};

const modalOf = (slack: SlackServer, user: string) =>
  slack.waitFor(() => {
    const view = slack.openView(user)?.view;
    return view && Array.isArray(view.blocks) && view.submit ? view : undefined;
  });
