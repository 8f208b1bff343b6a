/** How letters go out. */
export interface MailConfig {
  /** smtp:// or smtps://, with user and password where the server wants them. */
  url: string;
  /** As in a From header: "Domovoy <noreply@example.org>". */
  from: string;
}

/** The address itself, without the name before it. */
export const addressOf = (from: string): string => /<([^>]+)>/.exec(from)?.[1] ?? from.trim();
