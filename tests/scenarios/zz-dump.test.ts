import { it } from "vitest";
import { samplePhoto } from "../../src/sandbox/telegram/files/sample-photo.ts";
import { databases } from "../support/databases.ts";
import { openStory } from "./support/story.ts";
import { buttonsOf, messageWords } from "./support/slack-words.ts";

const [sqlite] = databases;
it("dump", async () => {
  if (!sqlite) return;
  const story = await openStory(sqlite);
  const { clock, town, olga } = story;
  const anna = await story.resident({ unit: "45", name: "Анна", language: "ru" });
  const john = await story.resident({ unit: "46", name: "John", language: "en" });
  clock.strikes("23:40");
  await anna.sendsPhoto("Течёт труба под раковиной");
  await anna.taps("Сантехника");
  await anna.taps("Протечка");
  await anna.taps("Пропустить");
  await john.writes("The lamp over the stairs is broken");
  await john.taps("Skip");
  await john.taps("Electricity");
  await john.taps("No light in the entrance");
  await john.writes("After 18:00");
  await olga.presses("Взять", story.card(1001));
  await olga.presses("Спросить", story.card(1001));
  console.log(olga.modal());
  await olga.submits({ "Ваш вопрос": "Когда вы дома?", "Пока ждём ответа": "Срок останавливается" });
  await anna.repliesTo(anna.message("Когда вы дома?"), "После 19:00");
  await olga.writes("! Спасибо, придём в 19:30", story.card(1001));
  await olga.writes("Похоже на стояк, ключ у Петра", story.card(1001));
  await olga.presses("Ответить", story.card(1001));
  await olga.submits({ "Ваше сообщение": "Перекройте пока воду." });
  await olga.presses("Начать работу", story.card(1001));
  await olga.presses("Готово", story.card(1001));
  console.log(olga.modal());
  console.log(await olga.submits({ "Что сделано? Это прочтёт житель.": "Заменили прокладку", "Фото или видео, до 10": [{ name: "done.jpg", bytes: await samplePhoto() }] }));
  await new Promise((r) => setTimeout(r, 500));
  await anna.taps("Не сделано");
  await anna.writes("Всё ещё капает");
  await anna.taps("Пропустить");
  await olga.presses("Готово", story.card(1001));
  await olga.submits({ "Что сделано? Это прочтёт житель.": "Заменили трубу" });
  await anna.taps("Да, сделано");
  console.log(await anna.taps("4 ★"));
  await anna.taps("Скорость");
  await anna.writes("Пришли со второго раза");
  await new Promise((r) => setTimeout(r, 500));
  await olga.commands("open");
  await olga.commands("help");
  await olga.commands("find труба");
  await anna.writes("/requests");
  await anna.writes("/help");
  await john.writes("/requests");
  await john.writes("/help");
  await olga.presses("Отклонить", story.card(1002));
  await olga.submits({ "Почему? Это прочтёт житель.": "Лампа принадлежит соседу" });
  const out: string[] = [];
  for (const who of [anna, john]) {
    out.push(`======== ${who === anna ? "ANNA" : "JOHN"}`);
    for (const m of town.telegram.messages(who.id)) {
      for (const h of m.history) out.push(`   (was) ${h.text.replaceAll("\n", " / ")} [${h.buttons.flat().map((b) => b.text).join("|")}]`);
      out.push(`${m.fromBot ? "BOT " : "    > "}${m.media ? `<${m.media.kind}> ` : ""}${m.replyTo ? `(re ${m.replyTo}) ` : ""}${m.text}`);
      if (m.buttons.length) out.push(m.buttons.map((r) => `   [${r.map((b) => b.text).join("] [")}]`).join("\n"));
    }
  }
  out.push("======== STAFF");
  for (const m of town.slack.messages(town.staffChannel)) {
    for (const [i, x] of town.slack.thread(town.staffChannel, m.ts).entries()) {
      const pad = i ? "      | " : "";
      out.push(pad + messageWords(x).replaceAll("\n", `\n${pad}`) + (x.files ? ` <${x.files.length} files>` : ""));
      if (buttonsOf(x.blocks).length) out.push(`${pad}[${buttonsOf(x.blocks).join("] [")}]`);
    }
  }
  out.push("======== OLGA ALONE", ...olga.toldPrivately(), "-- home", await olga.opensHome(), "-- direct", ...olga.directMessages());
  out.push("ERRORS", ...story.errors);
  console.log(out.join("\n"));
  await story.close();
});
