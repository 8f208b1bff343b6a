import { z } from "zod";
import type { MailConfig } from "./adapters/email/mail-config.ts";
import type { PushConfig } from "./adapters/push/push-channel.ts";
import type { HttpSmsConfig } from "./adapters/sms/http-gateway.ts";
import type { SmppConfig } from "./adapters/sms/smpp-gateway.ts";

/** The ways out beside the chats; null: it is off. */
export interface LettersConfig {
  mail: MailConfig | null;
  /** Lets a mail server post bounces to /mail/bounce; null: it can't. */
  bounceSecret: string | null;
  sms: ({ kind: "smpp" } & SmppConfig) | ({ kind: "http" } & HttpSmsConfig) | null;
  /** Lets a provider post receipts to /sms/receipt; null: it can't. */
  receiptSecret: string | null;
  push: PushConfig | null;
}

export const noLetters: LettersConfig = {
  mail: null,
  bounceSecret: null,
  sms: null,
  receiptSecret: null,
  push: null,
};

const url = (protocols: RegExp, message: string) =>
  z.string().refine((value) => URL.canParse(value) && protocols.test(value), message);

const secret = z
  .string()
  .regex(/^[\w-]{16,256}$/, "must be 16 to 256 letters, digits, _ or -; make one with: openssl rand -hex 32")
  .optional();

const vapidKey = (bytes: number) =>
  z
    .string()
    .refine(
      (value) => Buffer.from(value, "base64url").length === bytes,
      "is not a VAPID key; make both with: npx web-push generate-vapid-keys",
    )
    .optional();

/** The variables of the further channels, for the environment's schema. */
export const letterVariables = {
  SMTP_URL: url(
    /^smtps?:\/\/[^/]/,
    "must be the address of a mail server, such as smtp://user:password@mail.example.org:587",
  ).optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^([^<>]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
      'must be an address such as "Office <office@example.org>"',
    )
    .optional(),
  MAIL_BOUNCE_SECRET: secret,
  SMS_URL: url(
    /^(s?smpp|https?):\/\/[^/]/,
    "must start with smpp://, ssmpp:// or https://; see docs/operating.md for the places to fill in",
  ).optional(),
  SMS_FROM: z
    .string()
    .regex(/^(\+?\d{3,15}|[ -~]{1,11})$/, "must be a number or a name of at most 11 Latin letters")
    .optional(),
  SMS_BODY: z.string().optional(),
  SMS_AUTHORIZATION: z.string().optional(),
  SMS_RECEIPT_SECRET: secret,
  PUSH_PUBLIC_KEY: vapidKey(65),
  PUSH_PRIVATE_KEY: vapidKey(32),
  PUSH_CONTACT: url(/^(mailto|https):/, "must start with mailto: or https://").optional(),
  PUSH_HOSTS: z
    .string()
    .regex(/^[\w.*-]+([\s,]+[\w.*-]+)*$/, "must be names of hosts with commas, without https://")
    .optional(),
};

type LetterEnvironment = z.output<z.ZodObject<typeof letterVariables>>;

/** What fits together and what is missing, each with its remedy. */
export const checkLetters = (
  env: LetterEnvironment,
  mistake: (name: keyof LetterEnvironment, message: string) => void,
): void => {
  if (env.SMTP_URL && !env.MAIL_FROM)
    mistake("MAIL_FROM", "is required with SMTP_URL: whom letters come from");
  if (env.MAIL_FROM && !env.SMTP_URL) mistake("SMTP_URL", "is required with MAIL_FROM");
  if (env.SMS_URL?.startsWith("http")) {
    const places = `${env.SMS_URL} ${env.SMS_BODY ?? ""}`;
    for (const place of ["{to}", "{text}"]) {
      if (!places.includes(place))
        mistake(
          "SMS_URL",
          `has no ${place}: it must stand in SMS_URL or in SMS_BODY, where the provider wants it`,
        );
    }
    if (env.SMS_BODY && !isJson(env.SMS_BODY)) mistake("SMS_BODY", "must be JSON");
  } else if (env.SMS_BODY || env.SMS_AUTHORIZATION) {
    mistake("SMS_URL", "must be an https:// address when SMS_BODY or SMS_AUTHORIZATION is set");
  }
  const push = ["PUSH_PUBLIC_KEY", "PUSH_PRIVATE_KEY", "PUSH_CONTACT"] as const;
  if (push.some((name) => env[name])) {
    for (const name of push) {
      if (!env[name]) mistake(name, `is required when another of ${push.join(", ")} is set`);
    }
  }
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** The channels that a checked environment turns on. */
export const lettersOf = (env: LetterEnvironment): LettersConfig => ({
  mail: env.SMTP_URL && env.MAIL_FROM ? { url: env.SMTP_URL, from: env.MAIL_FROM } : null,
  bounceSecret: env.MAIL_BOUNCE_SECRET ?? null,
  sms: smsOf(env),
  receiptSecret: env.SMS_RECEIPT_SECRET ?? null,
  push:
    env.PUSH_PUBLIC_KEY && env.PUSH_PRIVATE_KEY && env.PUSH_CONTACT
      ? {
          publicKey: env.PUSH_PUBLIC_KEY,
          privateKey: env.PUSH_PRIVATE_KEY,
          contact: env.PUSH_CONTACT,
          hosts: (env.PUSH_HOSTS ?? "").split(/[\s,]+/).filter(Boolean),
        }
      : null,
});

const smsOf = (env: LetterEnvironment): LettersConfig["sms"] => {
  if (!env.SMS_URL) return null;
  const from = env.SMS_FROM ?? "";
  if (env.SMS_URL.startsWith("http")) {
    return {
      kind: "http",
      url: env.SMS_URL,
      body: env.SMS_BODY ?? null,
      authorization: env.SMS_AUTHORIZATION ?? null,
      from,
      receipts: env.SMS_RECEIPT_SECRET !== undefined,
    };
  }
  const { protocol, hostname, port, username, password } = new URL(env.SMS_URL);
  const tls = protocol === "ssmpp:";
  return {
    kind: "smpp",
    host: hostname,
    port: port ? Number(port) : tls ? 3550 : 2775,
    tls,
    systemId: decodeURIComponent(username),
    password: decodeURIComponent(password),
    from,
  };
};
