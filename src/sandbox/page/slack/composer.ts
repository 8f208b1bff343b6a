import { bytesOf, inSlack } from "../api.ts";
import { app, readSlack } from "../app.ts";
import { byId, fill, h, icon } from "../dom.ts";
import { attempt } from "../toast.ts";
import { inOwn, say } from "../words.ts";
import { tellOutcome } from "./message-acts.ts";

interface Place {
  /** The box of index.html. */
  box: string;
  /** Where files can be dropped. */
  area: string;
  hint: string;
  inThread: boolean;
}

/** The line for writing into the channel, or into its thread. */
const composer = ({ box, area, hint, inThread }: Place): void => {
  let files: File[] = [];
  const chosen = h("div", { class: "sl-chosen-row" });
  const hints = h("div", { class: "sl-hints", hidden: true });
  const threadTs = () => (inThread && app.slack.thread ? { threadTs: app.slack.thread } : {});
  const channel = (): string => app.slack.screen?.channel ?? app.overview?.staffChannel ?? "";

  const showFiles = (): void =>
    fill(
      chosen,
      files.map((file, index) =>
        h(
          "button",
          {
            type: "button",
            title: say("sandbox.page.remove"),
            onclick: () => {
              files.splice(index, 1);
              showFiles();
            },
          },
          `${file.name} ×`,
        ),
      ),
    );
  const add = (more: readonly File[]): void => {
    files = [...files, ...more].slice(0, 10);
    showFiles();
  };
  const showHints = (): void => {
    const typed = input.value;
    const command = app.overview?.command ?? "/domovoy";
    const isCommand = !inThread && typed.startsWith("/");
    const after = typed.startsWith(`${command} `) ? typed.slice(command.length + 1) : "";
    const fits = (app.overview?.slashHints ?? []).filter(
      ({ usage }) => usage.startsWith(after) && usage !== after,
    );
    hints.hidden =
      !isCommand || fits.length === 0 || !`${command} `.startsWith(typed.slice(0, command.length + 1));
    fill(
      hints,
      fits.map(({ usage, does }) =>
        h(
          "button",
          {
            type: "button",
            onclick: () => {
              input.value = `${command} ${usage} `;
              input.focus();
              showHints();
            },
          },
          h("b", null, `${command} ${usage}`),
          h("span", null, inOwn(does)),
        ),
      ),
    );
  };
  const send = async (): Promise<void> => {
    const text = input.value.trim();
    if (text === "" && files.length === 0) return;
    const { user } = app.slack;
    const sent = files;
    input.value = "";
    files = [];
    showFiles();
    showHints();
    if (!inThread && text.startsWith("/") && sent.length === 0) {
      const [command = "", ...rest] = text.split(" ");
      tellOutcome(await inSlack("command", { user, channel: channel(), command, text: rest.join(" ") }));
    } else {
      const carried = await Promise.all(
        sent.map(async (file) => ({ name: file.name, bytes: await bytesOf(file) })),
      );
      await inSlack("post", {
        user,
        channel: channel(),
        text,
        ...threadTs(),
        ...(carried.length > 0 ? { files: carried } : {}),
      });
    }
    await readSlack();
  };
  const input = h("textarea", {
    rows: 1,
    placeholder: say(hint),
    "aria-label": say(hint),
    oninput: showHints,
    onkeydown: (event: KeyboardEvent) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        attempt(send);
      }
      if (event.key === "Escape") hints.hidden = true;
      const [first] = hints.children;
      if (event.key === "Tab" && !event.shiftKey && !hints.hidden && first instanceof HTMLElement) {
        event.preventDefault();
        first.click();
      }
    },
    onpaste: (event: ClipboardEvent) => {
      const pasted = [...(event.clipboardData?.files ?? [])];
      if (pasted.length === 0) return;
      event.preventDefault();
      add(pasted);
    },
  });
  const picker = h("input", {
    type: "file",
    multiple: true,
    hidden: true,
    "aria-label": say("sandbox.slack.attach"),
    onchange: () => {
      add([...(picker.files ?? [])]);
      picker.value = "";
    },
  });
  const label = say("sandbox.slack.attach");
  fill(
    byId(box),
    hints,
    chosen,
    h(
      "div",
      { class: "sl-line" },
      h(
        "button",
        { type: "button", "aria-label": label, title: label, onclick: () => picker.click() },
        icon("attach"),
      ),
      picker,
      input,
      h(
        "button",
        {
          type: "button",
          class: "sl-send",
          "aria-label": say("sandbox.slack.send"),
          title: say("sandbox.slack.send"),
          onclick: () => attempt(send),
        },
        icon("send"),
      ),
    ),
  );
  const target = byId(area);
  target.addEventListener("dragover", (event) => event.preventDefault());
  target.addEventListener("drop", (event) => {
    event.preventDefault();
    add([...(event.dataTransfer?.files ?? [])]);
  });
};

export const startComposers = (): void => {
  composer({ box: "sl-write", area: "sl-channel", hint: "sandbox.slack.message", inThread: false });
  composer({
    box: "sl-thread-write",
    area: "sl-thread",
    hint: "sandbox.slack.thread-message",
    inThread: true,
  });
};
