/** The bytes of a stored attachment, decrypted, for the channel that shows it. */
export type OpenAttachment = (attachmentId: string) => Promise<OpenedAttachment>;

export interface OpenedAttachment {
  bytes: Buffer;
  name: string;
  mime: string;
}
