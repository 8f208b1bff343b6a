import type { IncomingMessage, ServerResponse } from "node:http";
import type { Context } from "../context.ts";
import { mayRead } from "../web-api/files.ts";
import { parseMultipart, readBody } from "./body.ts";
import { sendText } from "./respond.ts";

/** Takes the bytes of an upload: raw or as a multipart file, exactly as long as announced. */
export const takeUpload = async (
  context: Context,
  ticket: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const upload = [...context.workspace.uploads.values()].find((entry) => entry.ticket === ticket);
  const body = await readBody(request);
  if (request.method !== "POST") return sendText(response, 405, "Method not allowed");
  if (!upload || upload.bytes) return sendText(response, 404, "Not found");
  const contentType = request.headers["content-type"] ?? "";
  const bytes = contentType.includes("multipart/form-data")
    ? ((await parseMultipart(contentType, body)).files[0]?.bytes ?? Buffer.alloc(0))
    : body;
  if (bytes.length !== upload.length) return sendText(response, 400, "Bad length");
  upload.bytes = bytes;
  context.journal.add("file_uploaded", { file: upload.fileId, name: upload.filename, size: bytes.length });
  sendText(response, 200, `OK - ${bytes.length}`);
};

/**
 * Gives a file's bytes to the bot token with files:read; without it the caller is sent to the sign-in
 * page, as Slack does.
 */
export const serveFile = (
  context: Context,
  fileId: string,
  request: IncomingMessage,
  response: ServerResponse,
): void => {
  const { workspace, settings } = context;
  if (
    request.headers.authorization !== `Bearer ${settings.botToken}` ||
    !workspace.scopes.has("files:read")
  ) {
    response.writeHead(302, {
      location: `${context.origin()}/signin?redir=${encodeURIComponent(request.url ?? "")}`,
    });
    response.end();
    return;
  }
  const file = workspace.files.get(fileId);
  if (!file || file.deleted || !mayRead(context, file)) {
    sendText(response, 404, "Not found");
    return;
  }
  context.journal.add("file_downloaded", { file: file.id });
  response.writeHead(200, {
    "content-type": file.mimetype,
    "content-length": file.bytes.length,
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
  });
  response.end(file.bytes);
};
