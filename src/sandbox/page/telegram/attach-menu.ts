import { onPhone } from "../api.ts";
import { app, readTelegram } from "../app.ts";
import { h, icon } from "../dom.ts";
import { attempt } from "../toast.ts";
import { say } from "../words.ts";

const samples = ["leak"] as const;

/** The paper clip: photos, files, a ready-made photo, one's number and place. */
export const attachMenu = (addFiles: (files: readonly File[], asDocument: boolean) => void): HTMLElement => {
  const pick = (accept: string, asDocument: boolean): HTMLInputElement =>
    h("input", {
      type: "file",
      multiple: true,
      hidden: true,
      accept,
      "aria-label": say("sandbox.telegram.attach"),
      onchange: (event: Event) => {
        const field = event.target as HTMLInputElement;
        addFiles([...(field.files ?? [])], asDocument);
        field.value = "";
        menu.open = false;
      },
    });
  const photos = pick("image/*,video/*", false);
  const documents = pick("", true);
  const entry = (name: string, text: string, run: () => void): HTMLElement =>
    h(
      "button",
      {
        type: "button",
        onclick: () => {
          menu.open = false;
          run();
        },
      },
      icon(name),
      text,
    );
  const menu = h(
    "details",
    { class: "menu up" },
    h(
      "summary",
      { "aria-label": say("sandbox.telegram.attach"), title: say("sandbox.telegram.attach"), role: "button" },
      icon("attach"),
    ),
    h(
      "div",
      { class: "menu-list" },
      entry("photo", say("sandbox.telegram.attach-photo"), () => photos.click()),
      entry("file", say("sandbox.telegram.attach-file"), () => documents.click()),
      samples.map((name) =>
        entry("photo", say(`sandbox.telegram.sample.${name}`), () =>
          attempt(async () => addFiles([await samplePhoto(name)], false)),
        ),
      ),
      entry("phone", say("sandbox.telegram.attach-contact"), () => share("sendContact", {})),
      entry("place", say("sandbox.telegram.attach-place"), () =>
        share("sendLocation", { latitude: 55.7558, longitude: 37.6173 }),
      ),
    ),
    photos,
    documents,
  );
  return menu;
};

const samplePhoto = async (name: string): Promise<File> => {
  const blob = await (await fetch(`/api/file/sample/${name}`)).blob();
  return new File([blob], `${name}.jpg`, { type: "image/jpeg" });
};

const share = (verb: string, what: object): void =>
  attempt(async () => {
    const { userId, chatId } = app.telegram;
    await onPhone(verb, { from: userId, ...(chatId === userId ? {} : { chat: chatId }), ...what });
    await readTelegram();
  });
