import { bytesOf, onPhone } from "../api.ts";
import { app, onPart, readTelegram } from "../app.ts";
import { byId, fill, h, icon } from "../dom.ts";
import { attempt, tellFault } from "../toast.ts";
import { say } from "../words.ts";
import { attachMenu } from "./attach-menu.ts";
import { clearDraft, type Draft, draftOf, onDraft } from "./draft.ts";
import { drawKeys } from "./reply-keys.ts";

let input: HTMLTextAreaElement;
let place = "";

const current = (): Draft => draftOf(app.telegram.userId, app.telegram.chatId);

const speaker = () => {
  const { userId, chatId } = app.telegram;
  return { from: userId, ...(chatId === userId ? {} : { chat: chatId }) };
};

const send = async (): Promise<void> => {
  const draft = current();
  const text = input.value.trim();
  const replyTo = draft.replyTo ? { replyTo: draft.replyTo.id } : {};
  if (draft.editing) {
    await onPhone("edit", { ...speaker(), messageId: draft.editing.id, text });
  } else if (draft.files.length > 0) {
    await sendFiles(draft, text, replyTo);
  } else if (text) {
    await onPhone("say", { ...speaker(), text, ...replyTo });
  } else return;
  clearDraft(draft);
  await readTelegram();
};

const sendFiles = async (draft: Draft, text: string, replyTo: object): Promise<void> => {
  const items = await Promise.all(
    draft.files.map(async ({ file, asDocument }, index) => {
      const caption = index === 0 && text ? { caption: text } : {};
      const bytes = await bytesOf(file);
      if (!asDocument && file.type.startsWith("image/")) return { photo: bytes, ...caption };
      if (!asDocument && file.type.startsWith("video/"))
        return { video: bytes, name: file.name, mimeType: file.type, ...caption };
      return {
        document: bytes,
        name: file.name,
        mimeType: file.type || "application/octet-stream",
        ...caption,
      };
    }),
  );
  const [first] = items;
  if (!first) return;
  if (items.length > 1) return onPhone("sendAlbum", { ...speaker(), ...replyTo, items: items.slice(0, 10) });
  const verb = "photo" in first ? "sendPhoto" : "video" in first ? "sendVideo" : "sendDocument";
  await onPhone(verb, { ...speaker(), ...replyTo, ...first });
};

const addFiles = (files: readonly File[], asDocument: boolean): void => {
  current().files.push(...files.map((file) => ({ file, asDocument })));
  draw();
  input.focus();
};

const draw = (): void => {
  const { chat, userId, chatId } = app.telegram;
  const draft = current();
  const here = `${userId}/${chatId}`;
  if (here !== place || draft.editing || input.value === "" || draft.text === "") {
    if (here !== place || draft.text === "" || draft.editing) input.value = draft.text;
  }
  place = here;
  const ready = chat !== null && (chat.started || chatId !== userId) && !chat.blocked;
  byId("tg-write").hidden = !ready;
  byId("tg-start").hidden = chat === null || ready;
  fill(
    byId("tg-start"),
    chat?.blocked
      ? h(
          "button",
          {
            type: "button",
            onclick: () => attempt(() => onPhone("unblock", userId).then(readTelegram)),
          },
          say("sandbox.telegram.unblock"),
        )
      : h(
          "button",
          {
            type: "button",
            onclick: () => attempt(() => onPhone("start", { from: userId }).then(readTelegram)),
          },
          say("sandbox.telegram.start"),
        ),
  );
  drawAbove(draft);
  drawMenu();
  drawKeys();
  input.placeholder = chat?.placeholder ?? say("sandbox.telegram.message");
  input.setAttribute("aria-label", say("sandbox.telegram.message"));
  grow();
};

const drawAbove = (draft: Draft): void => {
  const about = draft.editing ?? draft.replyTo;
  fill(
    byId("tg-above"),
    about
      ? h(
          "div",
          { class: "tg-about" },
          icon(draft.editing ? "edit" : "reply"),
          h(
            "span",
            null,
            h("b", null, draft.editing ? say("sandbox.telegram.edit") : about.from.name),
            about.text.slice(0, 80),
          ),
          drop(() => {
            Object.assign(draft, { editing: null, replyTo: null, text: "" });
            draw();
          }),
        )
      : null,
    draft.files.map(({ file }, index) =>
      h(
        "div",
        { class: "tg-about" },
        file.type.startsWith("image/") ? h("img", { src: URL.createObjectURL(file), alt: "" }) : icon("file"),
        h("span", null, file.name),
        drop(() => {
          draft.files.splice(index, 1);
          draw();
        }),
      ),
    ),
  );
};

const drop = (run: () => void): HTMLElement =>
  h("button", { type: "button", "aria-label": say("sandbox.page.remove"), onclick: run }, icon("close"));

/** The bot's commands that begin as what is typed. */
const drawMenu = (forced?: boolean): void => {
  const typed = input.value;
  const commands = app.telegram.chat?.commands ?? [];
  const fits = commands.filter(({ command }) => `/${command}`.startsWith(typed || "/"));
  const isOpen = forced ?? (/^\/\w*$/.test(typed) && fits.length > 0);
  const menu = byId("tg-commands");
  menu.hidden = !isOpen;
  fill(
    menu,
    (forced ? commands : fits).map(({ command, description }) =>
      h(
        "button",
        {
          type: "button",
          onclick: () => {
            menu.hidden = true;
            input.value = "";
            current().text = "";
            attempt(async () => {
              await onPhone("say", { ...speaker(), text: `/${command}` });
              await readTelegram();
            });
          },
        },
        h("b", null, `/${command}`),
        h("span", null, description),
      ),
    ),
  );
};

const grow = (): void => {
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, 120)}px`;
};

export const startComposer = (): void => {
  input = h("textarea", {
    id: "tg-input",
    rows: 1,
    oninput: () => {
      current().text = input.value;
      drawMenu();
      grow();
    },
    onkeydown: (event: KeyboardEvent) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        attempt(send);
      }
      if (event.key === "Escape") byId("tg-commands").hidden = true;
    },
    onpaste: (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length > 0) {
        event.preventDefault();
        addFiles(files, false);
      }
    },
  });
  fill(
    byId("tg-write"),
    h(
      "button",
      {
        type: "button",
        id: "tg-menu",
        "aria-label": say("sandbox.telegram.commands"),
        title: say("sandbox.telegram.commands"),
        onclick: () => drawMenu(byId("tg-commands").hidden !== false),
      },
      "/",
    ),
    attachMenu(addFiles),
    input,
    h(
      "button",
      {
        type: "button",
        id: "tg-send",
        "aria-label": say("sandbox.telegram.send"),
        title: say("sandbox.telegram.send"),
        onclick: () => void send().catch(tellFault),
      },
      icon("send"),
    ),
  );
  document.addEventListener("click", (event) => {
    const inside = (event.target as HTMLElement).closest("#tg-commands, #tg-menu, #tg-input");
    if (!inside) byId("tg-commands").hidden = true;
  });
  const chat = byId("tg-chat");
  chat.addEventListener("dragover", (event) => event.preventDefault());
  chat.addEventListener("drop", (event) => {
    event.preventDefault();
    addFiles([...(event.dataTransfer?.files ?? [])], false);
  });
  onDraft(() => {
    draw();
    input.focus();
  });
  onPart("telegram", draw);
};
