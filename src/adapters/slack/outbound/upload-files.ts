import { WebAPIHTTPError, WebAPIRequestError, type WebClient } from "@slack/web-api";
import type { OpenAttachment } from "../../../core/files/attachment-source.ts";

export interface UploadFiles {
  attachmentIds: string[];
  channelId: string;
  threadTs?: string;
  /** mrkdwn, shown above the first files. */
  comment?: string;
}

const maxTogether = 10;

interface ShownFile {
  id: string;
  title: string;
}

/**
 * The v2 flow: a URL for each file, the bytes to it, and one completion that shows them together. Answers the id of
 * the first file: the message that shows them is made later, and Slack does not tell which.
 */
export const uploadFiles = async (
  client: WebClient,
  open: OpenAttachment,
  { attachmentIds, channelId, threadTs, comment }: UploadFiles,
): Promise<string> => {
  let firstId = "";
  for (let start = 0; start < attachmentIds.length; start += maxTogether) {
    const files: ShownFile[] = [];
    for (const id of attachmentIds.slice(start, start + maxTogether))
      files.push(await upload(client, open, id));
    const [first, ...others] = files;
    if (!first) break;
    firstId ||= first.id;
    await client.files.completeUploadExternal({
      files: [first, ...others],
      channel_id: channelId,
      ...(threadTs ? { thread_ts: threadTs } : {}),
      ...(comment && start === 0 ? { initial_comment: comment } : {}),
    });
  }
  return firstId;
};

const upload = async (client: WebClient, open: OpenAttachment, attachmentId: string): Promise<ShownFile> => {
  const { bytes, name, mime } = await open(attachmentId);
  const { upload_url: url, file_id: id } = await client.files.getUploadURLExternal({
    filename: name,
    length: bytes.length,
  });
  if (!url || !id) throw new Error("files.getUploadURLExternal answered without a URL");
  await putBytes(url, new Blob([new Uint8Array(bytes)], { type: mime }));
  return { id, title: name };
};

const uploadTimeoutMs = 60_000;

/** The URL itself is the permission: no token goes with it. */
const putBytes = async (url: string, body: Blob): Promise<void> => {
  const signal = AbortSignal.timeout(uploadTimeoutMs);
  const response = await fetch(url, { method: "POST", body, signal, redirect: "error" }).catch(
    (error: unknown) => {
      throw new WebAPIRequestError(error instanceof Error ? error : new Error(String(error)));
    },
  );
  await response.body?.cancel();
  if (!response.ok) throw new WebAPIHTTPError(response.status, response.statusText, {});
};
