import type { Poll, PollOption } from "@grammyjs/types";
import { compact } from "../compact.ts";
import type { Args } from "../http/args.ts";
import { LIMITS } from "../limits.ts";
import { isObject, onlyKnown } from "../markup/json-fields.ts";
import { readInlineMarkup } from "../markup/reply-markup.ts";
import { badRequest } from "../refusal.ts";
import { parseBotText } from "../text/bot-text.ts";
import { reviseMessage } from "../world/messages.ts";
import { closePoll } from "../world/polls.ts";
import { type RunningPoll, unixNow, type World } from "../world/world.ts";
import type { MethodTable } from "./method.ts";
import { readOutgoing, SEND_PARAMS, sendAsBot } from "./outgoing.ts";
import { orNothing, readFormatted } from "./read-text.ts";
import { findTarget, writableRoom } from "./target.ts";

export const pollMethods: MethodTable = {
  sendPoll: {
    params: [
      ...[...SEND_PARAMS, "question", "question_parse_mode", "question_entities", "options", "is_anonymous"],
      ...[
        "type",
        "allows_multiple_answers",
        "allows_revoting",
        "shuffle_options",
        "hide_results_until_closes",
      ],
      ...["correct_option_id", "correct_option_ids", "explanation", "explanation_parse_mode", "is_closed"],
      ...["explanation_entities", "open_period", "close_date", "description", "description_parse_mode"],
      ...["description_entities", "country_codes", "allow_adding_options", "members_only"],
    ],
    run(call) {
      const { world, args } = call;
      const out = readOutgoing(call);
      const poll = readPoll(world, args);
      const message = sendAsBot(world, out, { poll });
      const running: RunningPoll = {
        poll,
        chatId: message.chat.id,
        messageId: message.message_id,
        votes: new Map(),
      };
      world.polls.set(poll.id, running);
      if (poll.open_period !== undefined) closeLater(world, running, poll.open_period);
      return message;
    },
  },
  stopPoll: {
    params: ["chat_id", "message_id", "reply_markup"],
    run({ world, args }) {
      const room = writableRoom(world, args);
      const stored = findTarget(room, args, "message with poll to stop not found");
      const running = world.polls.get(stored.message.poll?.id ?? "");
      if (!running) throw badRequest("message is not a poll");
      if (!stored.byBot) throw badRequest("poll can't be stopped");
      const markup = readInlineMarkup(args, room.chat.type === "private");
      const poll = closePoll(world, running);
      const { reply_markup: _, ...rest } = stored.message;
      reviseMessage(world, room, stored, markup ? { ...rest, reply_markup: markup } : rest);
      return poll;
    },
  },
};

function readPoll(world: World, args: Args): Poll {
  const question = readPart(args, "question", LIMITS.pollQuestion, "poll question");
  if (question.text === "") throw badRequest("poll question must be non-empty");
  const explanation = readPart(args, "explanation", LIMITS.pollExplanation, "poll explanation");
  const description = readPart(args, "description", LIMITS.pollDescription, "poll description");
  const options = readOptions(args);
  const type = args.text("type") || "regular";
  if (type !== "regular" && type !== "quiz") throw badRequest("unsupported poll type specified");
  const period = args.integer("open_period");
  const [shortest, longest] = LIMITS.pollOpenPeriod;
  if (period !== undefined && (period < shortest || period > longest))
    throw badRequest("wrong open_period specified");
  return compact<Poll>({
    id: String(5_388_601_346_000_000 + world.nextId()),
    question: question.text,
    question_entities: question.entities.length > 0 ? question.entities : undefined,
    options,
    total_voter_count: 0,
    is_closed: args.flag("is_closed"),
    is_anonymous: args.has("is_anonymous") ? args.flag("is_anonymous") : true,
    type,
    allows_multiple_answers: args.flag("allows_multiple_answers"),
    allows_revoting: args.has("allows_revoting") ? args.flag("allows_revoting") : type === "regular",
    members_only: args.flag("members_only"),
    country_codes: readCountries(args),
    correct_option_ids: type === "quiz" ? readCorrect(args, options.length) : undefined,
    explanation: explanation.text || undefined,
    explanation_entities: explanation.entities.length > 0 ? explanation.entities : undefined,
    explanation_media: undefined,
    open_period: period,
    close_date: args.integer("close_date") ?? (period === undefined ? undefined : unixNow(world) + period),
    description: description.text || undefined,
    description_entities: description.entities.length > 0 ? description.entities : undefined,
    media: undefined,
  });
}

function readPart(args: Args, name: string, limit: number, what: string) {
  const part = readFormatted(args, { text: name, mode: `${name}_parse_mode`, entities: `${name}_entities` });
  if (part.text.length > limit) throw badRequest(`${what} length must not exceed ${limit}`);
  return part;
}

/** Two letters each, or FT for numbers that belong to no country. */
function readCountries(args: Args): string[] | undefined {
  const list = args.json("country_codes", "country codes");
  if (list === undefined) return undefined;
  if (!Array.isArray(list)) throw badRequest("expected an Array of String as country codes");
  if (list.length > LIMITS.pollCountries) {
    throw badRequest(`poll can't have more than ${LIMITS.pollCountries} country codes`);
  }
  if (list.some((code) => typeof code !== "string" || !/^[A-Z]{2}$/.test(code))) {
    throw badRequest("invalid country code specified");
  }
  return list.length > 0 ? list.map(String) : undefined;
}

function readOptions(args: Args): PollOption[] {
  const list = args.json("options", "options");
  if (!Array.isArray(list)) throw badRequest("expected an Array of String as options");
  if (list.length < 1) throw badRequest("poll must have at least 2 option");
  if (list.length > LIMITS.pollOptions) {
    throw badRequest(`poll can't have more than ${LIMITS.pollOptions} options`);
  }
  return list.map((value: unknown, index) => {
    const fields = typeof value === "string" ? { text: value } : value;
    if (!isObject(fields) || typeof fields.text !== "string") {
      throw badRequest("expected an option to be of type String");
    }
    onlyKnown(fields, ["text", "text_parse_mode", "text_entities"], "InputPollOption");
    const mode = typeof fields.text_parse_mode === "string" ? fields.text_parse_mode : undefined;
    const parsed = parseBotText({ text: fields.text, parseMode: mode, entities: fields.text_entities });
    if (parsed.text === "") throw badRequest("poll options must be non-empty");
    if (parsed.text.length > LIMITS.pollOption) throw badRequest("poll options length must not exceed 100");
    const entities = orNothing("text_entities", parsed.entities);
    return { persistent_id: String(index), text: parsed.text, ...entities, voter_count: 0 };
  });
}

function readCorrect(args: Args, count: number): number[] {
  const single = args.integer("correct_option_id");
  const list =
    single === undefined ? args.json("correct_option_ids", "correct option identifiers") : [single];
  if (!Array.isArray(list) || list.length === 0)
    throw badRequest("correct quiz option list must be non-empty");
  if (list.some((id) => !Number.isInteger(id) || id < 0 || id >= count)) {
    throw badRequest("invalid correct option identifier specified");
  }
  return list.map(Number);
}

function closeLater(world: World, running: RunningPoll, seconds: number): void {
  const timer = setTimeout(
    () => {
      if (!running.poll.is_closed) closePoll(world, running);
    },
    Math.min(seconds * 1000, 2 ** 31 - 1),
  );
  timer.unref();
}
