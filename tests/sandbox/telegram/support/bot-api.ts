import type { TelegramServer } from "../../../../src/sandbox/telegram/server.ts";

export interface Answer<R> {
  status: number;
  ok: boolean;
  result: R;
  description?: string;
  parameters?: { retry_after?: number; migrate_to_chat_id?: number };
}

/** One call as JSON; the answer with its HTTP status. */
export async function callApi<R = { message_id: number }>(
  server: TelegramServer,
  method: string,
  params: Record<string, unknown> = {},
): Promise<Answer<R>> {
  const response = await fetch(`${server.apiRoot}/bot${server.token}/${method}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(params),
  });
  const body = (await response.json()) as Omit<Answer<R>, "status">;
  return { status: response.status, ...body };
}

/** One call with a file part. */
export async function upload<R = { message_id: number }>(
  server: TelegramServer,
  method: string,
  fields: Record<string, string>,
  files: Record<string, { name: string; bytes: Buffer }>,
): Promise<Answer<R>> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  for (const [name, file] of Object.entries(files))
    form.set(name, new Blob([new Uint8Array(file.bytes)]), file.name);
  const response = await fetch(`${server.apiRoot}/bot${server.token}/${method}`, {
    method: "POST",
    body: form,
  });
  const body = (await response.json()) as Omit<Answer<R>, "status">;
  return { status: response.status, ...body };
}
