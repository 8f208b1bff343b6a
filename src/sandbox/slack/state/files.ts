import type { JsonObject } from "../block-kit/rule.ts";
import type { Context } from "../context.ts";
import { announce } from "../delivery/announce.ts";
import { imageSize } from "./image-size.ts";
import { addMessage } from "./messages.ts";
import { mimeType } from "./mime-types.ts";
import type { Channel, Message, StoredFile } from "./types.ts";

export interface NewFile {
  readonly id?: string;
  readonly name: string;
  readonly title?: string;
  readonly bytes: Buffer;
  readonly user: string;
}

export const storeFile = (context: Context, wanted: NewFile): StoredFile => {
  const size = imageSize(wanted.bytes);
  const file: StoredFile = {
    id: wanted.id ?? context.workspace.ids.next("F"),
    user: wanted.user,
    name: wanted.name,
    title: wanted.title ?? wanted.name,
    created: Math.floor(context.clock.now().getTime() / 1000),
    mimetype: mimeType(wanted.name),
    bytes: wanted.bytes,
    ...(size ? { width: size.width, height: size.height } : {}),
    shares: new Map(),
    deleted: false,
  };
  context.workspace.files.set(file.id, file);
  return file;
};

/** The file as messages and files.info show it. */
export const fileObject = (context: Context, file: StoredFile): JsonObject => {
  const { team } = context.workspace;
  const path = `${context.origin()}/files-pri/${team.id}-${file.id}`;
  const name = encodeURIComponent(file.name);
  const extension = file.name.includes(".") ? (file.name.split(".").at(-1)?.toLowerCase() ?? "") : "";
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: extension === "jpeg" ? "jpg" : extension || "binary",
    pretty_type: extension.toUpperCase() || "Binary",
    user: file.user,
    user_team: team.id,
    editable: false,
    size: file.bytes.length,
    mode: "hosted",
    is_external: false,
    external_type: "",
    is_public: file.shares.size > 0,
    public_url_shared: false,
    display_as_bot: false,
    username: "",
    url_private: `${path}/${name}`,
    url_private_download: `${path}/download/${name}`,
    media_display_type: "unknown",
    ...(file.width === undefined
      ? {}
      : {
          thumb_360: `${path}/${name}`,
          thumb_360_w: file.width,
          thumb_360_h: file.height,
          original_w: file.width,
          original_h: file.height,
        }),
    permalink: `https://${team.domain}.slack.com/files/${file.user}/${file.id}/${name}`,
    permalink_public: `https://slack-files.com/${team.id}-${file.id}-0000000000`,
    is_starred: false,
    has_rich_preview: false,
    file_access: "visible",
  };
};

/** Puts files into a channel as one message and tells the app of each. */
export const shareFiles = (
  context: Context,
  channel: Channel,
  files: readonly StoredFile[],
  draft: Omit<Message, "ts" | "files">,
  options: { readonly blocksFromText?: boolean } = {},
): Message => {
  const message = addMessage(
    context,
    channel,
    {
      ...draft,
      subtype: draft.subtype ?? "file_share",
      files: files.map((file) => fileObject(context, file)),
    },
    options,
  );
  for (const file of files) {
    file.shares.set(channel.id, [...(file.shares.get(channel.id) ?? []), message.ts]);
    context.journal.add("file_shared", { file: file.id, channel: channel.id, ts: message.ts });
    announce(
      context,
      {
        type: "file_shared",
        channel_id: channel.id,
        file_id: file.id,
        user_id: file.user,
        file: { id: file.id },
        event_ts: context.workspace.ids.ts(),
      },
      { channel },
    );
  }
  return message;
};
