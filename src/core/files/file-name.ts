const maxLength = 80;
// Path parts, control characters, and marks that turn the reading direction and so disguise an extension.
const unsafe = /[/\\:*?"<>|\p{Cc}\p{Cf}]/gu;

/** A name that is safe to show and to save: the sender's without tricks, with the extension of what the bytes are. */
export const fileName = (given: string | null, extension: string): string => {
  const stem = (given ?? "")
    .normalize("NFC")
    .replace(unsafe, "")
    .replace(/\.[^.\s]{1,6}$/, "")
    .replace(/^[.\s]+|[.\s]+$/g, "");
  return `${[...stem].slice(0, maxLength).join("") || "file"}.${extension}`;
};
