import type { FileSource } from "../../core/files/file-source.ts";
import { telegramCapabilities as can } from "./outbound/capabilities.ts";
import { ApiError } from "./transport/api-error.ts";
import type { TelegramTransport } from "./transport/transport.ts";

/** Files that people sent to the bot; Telegram gives bots those of at most 20 MB. */
export const createTelegramFileSource = (
  transport: Pick<TelegramTransport, "call" | "download">,
): FileSource => ({
  platform: "telegram",
  download: async (externalId, maxBytes) => {
    const most = Math.min(maxBytes, can.downloadBytes);
    try {
      const file = await transport.call("getFile", { file_id: externalId });
      if ((file.file_size ?? 0) > most) return { ok: false, code: "too-large" };
      if (file.file_path === undefined) return { ok: false, code: "gone" };
      return await transport.download(file.file_path, most);
    } catch (error) {
      if (!(error instanceof ApiError) || error.errorCode !== 400) throw error;
      return { ok: false, code: /too big/i.test(error.description) ? "too-large" : "gone" };
    }
  },
});
