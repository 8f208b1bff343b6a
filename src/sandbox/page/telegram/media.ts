import { h, icon } from "../dom.ts";
import type { Media, TelegramMessage } from "../wire.ts";
import { say } from "../words.ts";

const source = (media: Media): string => `/api/file/telegram/${encodeURIComponent(media.fileId)}`;

const kilobytes = (bytes: number): string =>
  bytes > 1_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1000))} KB`;

/** A photo, a video, a voice message or a document of a message. */
export const mediaOf = (media: Media): HTMLElement => {
  const src = source(media);
  switch (media.kind) {
    case "photo":
      return h(
        "a",
        {
          href: src,
          target: "_blank",
          rel: "noopener",
          class: "tg-photo",
          "aria-label": say("sandbox.telegram.photo"),
        },
        h("img", {
          src,
          alt: say("sandbox.telegram.photo"),
          width: media.width,
          height: media.height,
          loading: "lazy",
        }),
      );
    case "video":
      return h("video", {
        src,
        controls: true,
        class: "tg-photo",
        "aria-label": say("sandbox.telegram.video"),
      });
    case "voice":
      return h("audio", { src, controls: true, "aria-label": say("sandbox.telegram.voice") });
    case "document":
      return h(
        "a",
        { href: src, download: media.name ?? "file", class: "tg-document" },
        h("span", { class: "tg-document-icon" }, icon("file")),
        h("span", null, h("b", null, media.name ?? "file"), h("small", null, kilobytes(media.size))),
      );
  }
};

/** Photos that were sent together, as one grid. */
export const albumOf = (messages: readonly TelegramMessage[]): HTMLElement =>
  h(
    "div",
    { class: `tg-album of-${Math.min(messages.length, 4)}` },
    messages.flatMap(({ media }) => (media ? [mediaOf(media)] : [])),
  );
