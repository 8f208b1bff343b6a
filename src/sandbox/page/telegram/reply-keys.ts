import { onPhone } from "../api.ts";
import { app, readTelegram } from "../app.ts";
import { byId, fill, h, icon } from "../dom.ts";
import { attempt } from "../toast.ts";

/** The keyboard that the bot put under the input line. */
export const drawKeys = (): void => {
  const { chat, userId, chatId } = app.telegram;
  const keys = chat?.keyboard ?? null;
  const box = byId("tg-keys");
  box.hidden = keys === null;
  fill(
    box,
    (keys ?? []).map((row) =>
      h(
        "div",
        { class: "tg-keys-row" },
        row.map((given) => {
          const key = typeof given === "string" ? { text: given } : given;
          return h(
            "button",
            {
              type: "button",
              onclick: () =>
                attempt(async () => {
                  const place = chatId === userId ? {} : { chat: chatId };
                  await onPhone("pressKey", { from: userId, ...place, text: key.text });
                  await readTelegram();
                }),
            },
            key.request_contact ? icon("phone") : key.request_location ? icon("place") : null,
            key.text,
          );
        }),
      ),
    ),
  );
};
