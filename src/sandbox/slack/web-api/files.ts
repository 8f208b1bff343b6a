import { isObject } from "../block-kit/rule.ts";
import type { Context } from "../context.ts";
import { botAuthor } from "../state/bot.ts";
import { fileObject, shareFiles, storeFile } from "../state/files.ts";
import { richTextOf } from "../state/rich-text.ts";
import type { Channel, StoredFile, Upload } from "../state/types.ts";
import { threadProblem } from "./chat.ts";
import { joinedChannel } from "./lookup.ts";
import { blocksProblem } from "./message-content.ts";
import { type Answer, explained, type Family, refusal, success } from "./method.ts";

const MAX_BYTES = 1_000_000_000;
const CHANNELS_MAX = 100;

interface WantedFile {
  readonly upload: Upload;
  readonly title: string | undefined;
}

const readFiles = (context: Context, value: unknown): readonly WantedFile[] | Answer => {
  if (!Array.isArray(value) || value.length === 0)
    return explained("invalid_arguments", [{ message: "must provide at least 1 items", pointer: "/files" }]);
  const wanted: WantedFile[] = [];
  for (const [index, entry] of value.entries()) {
    if (!isObject(entry) || typeof entry.id !== "string")
      return explained("invalid_arguments", [
        { message: "missing required field: id", pointer: `/files/${index}` },
      ]);
    const odd = Object.keys(entry).find((name) => !["id", "title", "highlight_type"].includes(name));
    if (odd !== undefined)
      return explained("invalid_arguments", [
        { message: `invalid additional property: ${odd}`, pointer: `/files/${index}` },
      ]);
    const upload = context.workspace.uploads.get(entry.id);
    if (!upload?.bytes) return refusal("file_not_found");
    wanted.push({ upload, title: typeof entry.title === "string" ? entry.title : undefined });
  }
  return wanted;
};

const isAnswer = (value: readonly WantedFile[] | Answer): value is Answer => !Array.isArray(value);

export const files: Family = {
  "files.getUploadURLExternal": {
    token: "bot",
    scopes: ["files:write"],
    tier: 4,
    formOnly: true,
    required: { filename: "string", length: "number" },
    optional: { snippet_type: "string", alt_txt: "string" },
    run: (context, args) => {
      const length = args.amount("length") ?? 0;
      if (!Number.isInteger(length) || length < 1)
        return explained("invalid_arguments", [{ message: "must be at least 1", pointer: "/length" }]);
      if (length > MAX_BYTES) return refusal("file_upload_size_restricted");
      if ([...(args.text("alt_txt") ?? "")].length > 1000) return refusal("alt_txt_too_large");
      const fileId = context.workspace.ids.next("F");
      const ticket = context.workspace.ids.token(32);
      const filename = args.text("filename") ?? "";
      context.workspace.uploads.set(fileId, { fileId, filename, length, ticket, bytes: undefined });
      return success({ upload_url: `${context.origin()}/upload/v1/${ticket}`, file_id: fileId });
    },
  },
  "files.completeUploadExternal": {
    token: "bot",
    scopes: ["files:write"],
    tier: 4,
    required: { files: "json" },
    optional: {
      channel_id: "string",
      channels: "strings",
      thread_ts: "string",
      initial_comment: "string",
      blocks: "json",
      username: "string",
      icon_url: "string",
      icon_emoji: "string",
    },
    run: (context, args) => {
      const wanted = readFiles(context, args.json("files"));
      if (isAnswer(wanted)) return wanted;
      const one = args.text("channel_id");
      const ids = [...(one === undefined ? [] : [one]), ...(args.list("channels") ?? [])];
      if (ids.length > CHANNELS_MAX) return refusal("channels_limit_exceeded");
      const channels: Channel[] = [];
      for (const id of ids) {
        const target = joinedChannel(context, id);
        if ("refused" in target) return target.refused;
        channels.push(target.found);
      }
      const thread = args.text("thread_ts");
      const problem =
        blocksProblem(args.json("blocks")) ??
        channels.map((channel) => threadProblem(channel, thread)).find((found) => found !== undefined);
      if (problem) return problem;
      const stored = wanted.map((file) => store(context, file));
      const text = args.text("initial_comment") ?? "";
      context.timers.after(context.settings.fileShareDelayMs, () => {
        for (const channel of channels) share(context, channel, stored, text, thread);
      });
      return success({ files: stored.map((file) => fileObject(context, file)) });
    },
  },
  "files.info": {
    token: "bot",
    scopes: ["files:read"],
    tier: 4,
    required: { file: "string" },
    optional: { count: "number", cursor: "string", limit: "number", page: "number" },
    run: (context, args) => {
      const file = context.workspace.files.get(args.text("file") ?? "");
      if (!file) return refusal("file_not_found");
      if (file.deleted) return refusal("file_deleted");
      if (!mayRead(context, file)) return refusal("file_not_found");
      const shares = Object.fromEntries(
        [...file.shares].map(([channel, all]) => [channel, all.map((ts) => ({ ts, reply_users: [] }))]),
      );
      return success({
        file: { ...fileObject(context, file), shares: { public: shares }, channels: [...file.shares.keys()] },
        comments: [],
        response_metadata: { next_cursor: "" },
      });
    },
  },
};

/** The bot reads its own files and those shared where it is a member. */
export const mayRead = (context: Context, file: StoredFile): boolean => {
  const { app, channels } = context.workspace;
  return (
    file.user === app.botUserId ||
    [...file.shares.keys()].some((id) => channels.get(id)?.members.has(app.botUserId))
  );
};

const store = (context: Context, { upload, title }: WantedFile): StoredFile => {
  context.workspace.uploads.delete(upload.fileId);
  return storeFile(context, {
    id: upload.fileId,
    name: upload.filename,
    title: title ?? upload.filename,
    bytes: upload.bytes ?? Buffer.alloc(0),
    user: context.workspace.app.botUserId,
  });
};

const share = (
  context: Context,
  channel: Channel,
  stored: readonly StoredFile[],
  text: string,
  thread: string | undefined,
): void => {
  shareFiles(
    context,
    channel,
    stored,
    {
      type: "message",
      ...botAuthor(context),
      text,
      upload: true,
      display_as_bot: false,
      ...(text === "" ? {} : { blocks: [richTextOf(text, context.workspace.ids.token(5))] }),
      ...(thread === undefined ? {} : { thread_ts: thread }),
    },
    { blocksFromText: text !== "" },
  );
};
