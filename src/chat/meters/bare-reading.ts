import { readingsIn } from "../../core/meters/readings-in.ts";
import { isMissing } from "../../core/meters/unit-registers.ts";
import type { ChatEvent, FormInput, MessageEvent } from "../event.ts";
import { emergencyIn } from "../requests/emergency-remark.ts";
import { openQuestions } from "../requests/open-questions.ts";
import { recentDanger } from "../requests/recent-danger.ts";
import { requestOfMessage } from "../requests/request-of-message.ts";
import type { FallbackRoute, Turn } from "../route.ts";
import { sourceOf } from "../source-of.ts";
import { t } from "../text.ts";
import { type OwnRegister, ownRegisters } from "./own-registers.ts";

/** Characters of a message that may be nothing but readings. */
const longest = 400;

/**
 * Numbers alone in a resident's private chat, with or without a photo and the names of meters, are readings; not in an
 * answer about a request. A photo alone while readings are wanted may be one.
 */
export const bareReadingRoute: FallbackRoute = {
  kind: "fallback",
  name: "bare-reading",
  handle: async (turn) => {
    const { work, event, respond } = turn;
    if (event.type !== "message" || event.chat.kind !== "private") return false;
    if (work.actor.kind !== "person" || work.actor.occupancies.length === 0) return false;
    const isPhoto = event.text.trim() === "" && event.files.some(({ kind }) => kind === "photo");
    if (!isPhoto && (!/\d/.test(event.text) || event.text.length > longest)) return false;
    if (event.replyTo && (await requestOfMessage(work, event, event.replyTo))) return false;
    const registers = await ownRegisters(work);
    if (registers.length === 0) return false;
    const photo: FormInput = event.files.length > 0 ? { photo: { kind: "files", files: event.files } } : {};
    if (isPhoto) return takePhoto(turn, event, registers, photo);
    const serials = registers.map(({ register }) => register.meter.serial);
    const numbers = readingsIn(event.text, serials);
    if (!numbers || emergencyIn(event.text) !== null) return false;
    if (numbers.length > registers.length) {
      respond.notice(
        t("meters.which.too-many", { numbers: numbers.length, count: registers.length }),
        "alert",
      );
      return true;
    }
    const said = { kind: "text", text: event.text, source: sourceOf(event, event.message) } as const;
    await respond.openFormWith("meters.which", [], { said, photo: { kind: "skipped" }, ...photo });
    return true;
  },
};

/** Asked about only while a reading is wanted, and where the photo can't belong to something that was told before. */
const takePhoto = async (
  { work, respond }: Turn,
  event: ChatEvent & MessageEvent,
  registers: readonly OwnRegister[],
  photo: FormInput,
): Promise<boolean> => {
  const isWanted = registers.some(
    ({ register }) => isMissing(register) && !register.time.late && !register.time.early,
  );
  if (!isWanted || event.replyTo !== null) return false;
  if ((await recentDanger(work)) !== null || (await openQuestions(work)).length > 0) return false;
  await respond.openFormWith("meters.photo", [], photo);
  return true;
};
