import type { Contact, Location, Message, MessageOrigin } from "@grammyjs/types";
import { compact } from "../compact.ts";
import type { StoredFile } from "../files/file-store.ts";
import { mediaContent } from "../files/media-content.ts";
import { makePhotoSizes } from "../files/photo-sizes.ts";
import { type MessageContent, reviseMessage } from "../world/messages.ts";
import { tellBot } from "../world/tell-bot.ts";
import { unixNow, type World } from "../world/world.ts";
import { messageById, personById, speakingRoom } from "./lookup.ts";
import { captionFields, type Sent, type Speaker, sendAsPerson } from "./speak.ts";

export interface PhotoInput {
  /** Any image that sharp reads; re-encoded to JPEG sizes, as the platform does. */
  photo: Buffer;
  caption?: string;
}
export interface VideoInput {
  video: Buffer;
  caption?: string;
  name?: string;
  mimeType?: string;
  width?: number;
  height?: number;
  duration?: number;
}
export interface DocumentInput {
  document: Buffer;
  name: string;
  mimeType?: string;
  caption?: string;
}
export interface VoiceInput {
  voice: Buffer;
  duration?: number;
}
export interface ContactInput {
  /** Somebody else's card; the sender's own phone number unless given. */
  contact?: { phone: string; firstName: string; lastName?: string; userId?: number };
  /** The card was forwarded from this person. */
  forwardedFrom?: number;
}

/** The message that gets another file. */
interface Swapped {
  from: number;
  chat?: number;
  messageId: number;
}

const swappable = ["text", "photo", "video", "document"] as const;
const wordFields = ["entities", "caption", "caption_entities"] as const;

/** Everything people send that isn't text. */
export function mediaControl(world: World) {
  const photo = async (input: PhotoInput): Promise<MessageContent> => ({
    ...mediaContent.photo(await makePhotoSizes(world.files, input.photo)),
    ...captionFields(input.caption),
  });
  const video = (input: VideoInput): MessageContent => {
    const { video: bytes, caption, mimeType = "video/mp4", ...about } = input;
    const picked = pick(about, ["name", "width", "height", "duration"]);
    return {
      ...mediaContent.video(world.files.add({ kind: "video", bytes, mimeType, ...picked })),
      ...captionFields(caption),
    };
  };
  const document = (input: DocumentInput): MessageContent => {
    const { document: bytes, name, mimeType = "application/octet-stream" } = input;
    return {
      ...mediaContent.document(world.files.add({ kind: "document", bytes, name, mimeType })),
      ...captionFields(input.caption),
    };
  };

  return {
    sendPhoto: async (given: Speaker & PhotoInput): Promise<Sent> =>
      sendAsPerson(world, given, await photo(given)),
    /** Puts another file into an own message, with its caption, as people can with texts, photos, videos and documents. */
    async swapMedia(given: Swapped & (PhotoInput | VideoInput | DocumentInput)): Promise<void> {
      const room = speakingRoom(world, given.from, given.chat);
      const stored = messageById(room, given.messageId);
      const { message } = stored;
      if (message.from?.id !== given.from) throw new Error("People can edit only their own messages.");
      if (!swappable.some((kind) => message[kind] !== undefined))
        throw new Error("Only texts, photos, videos and documents can get another file.");
      // In an album pictures and documents don't mix.
      if (message.media_group_id !== undefined && "document" in given !== (message.document !== undefined))
        throw new Error(
          "An album of photos and videos takes no document, and one of documents nothing else.",
        );
      const frame: Partial<Message> = { ...message };
      for (const field of [...swappable, ...wordFields]) delete frame[field];
      const content =
        "photo" in given ? await photo(given) : "video" in given ? video(given) : document(given);
      const edited = { ...frame, ...content, edit_date: unixNow(world) } as Message;
      reviseMessage(world, room, stored, edited);
      tellBot(world, room, edited, "edited_message");
    },
    sendVideo: (given: Speaker & VideoInput): Sent => sendAsPerson(world, given, video(given)),
    sendDocument: (given: Speaker & DocumentInput): Sent => sendAsPerson(world, given, document(given)),
    sendVoice(given: Speaker & VoiceInput): Sent {
      const about = {
        kind: "voice" as const,
        bytes: given.voice,
        mimeType: "audio/ogg",
        duration: given.duration ?? 3,
      };
      return sendAsPerson(world, given, mediaContent.voice(world.files.add(about)));
    },
    /** Photos and videos as one album: one update each, with the same media_group_id. */
    async sendAlbum(
      given: Speaker & { items: (PhotoInput | VideoInput | DocumentInput)[] },
    ): Promise<Sent[]> {
      if (given.items.length < 2 || given.items.length > 10) throw new Error("An album has 2-10 items.");
      const contents: MessageContent[] = [];
      for (const item of given.items) {
        if ("photo" in item) contents.push(await photo(item));
        else contents.push("video" in item ? video(item) : document(item));
      }
      const media_group_id = String(13_000_000_000_000 + world.nextId());
      return contents.map((content) => sendAsPerson(world, given, { ...content, media_group_id }));
    },
    sendContact(given: Speaker & ContactInput): Sent {
      const own = personById(world, given.from);
      const card = given.contact ?? { phone: own.phone, firstName: own.user.first_name, userId: given.from };
      const contact = compact<Contact>({
        phone_number: card.phone,
        first_name: card.firstName,
        last_name: "lastName" in card ? card.lastName : undefined,
        user_id: card.userId,
        vcard: undefined,
      });
      return sendAsPerson(world, given, { contact, ...forwardOf(world, given.forwardedFrom) });
    },
    sendLocation(given: Speaker & { latitude: number; longitude: number }): Sent {
      const location: Location = { latitude: given.latitude, longitude: given.longitude };
      return sendAsPerson(world, given, { location });
    },
  };
}

function forwardOf(world: World, from: number | undefined): MessageContent {
  if (from === undefined) return {};
  const origin: MessageOrigin = {
    type: "user",
    date: unixNow(world),
    sender_user: personById(world, from).user,
  };
  return { forward_origin: origin };
}

function pick<T extends object, K extends keyof T & keyof StoredFile>(from: T, names: K[]): Pick<T, K> {
  const result: Partial<T> = {};
  for (const name of names) if (from[name] !== undefined) result[name] = from[name];
  return result as Pick<T, K>;
}
