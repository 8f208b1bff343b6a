/** A link the platform accepts, normalised; undefined when it isn't one. */
export function checkedLink(given: string): string | undefined {
  const text = given.trim();
  if (/^(tg|ton|tonsite):\/\//i.test(text)) return text;
  if (/^(mailto|tel):/i.test(text)) return text;
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!/^https?:/i.test(withScheme) || !URL.canParse(withScheme)) return undefined;
  const url = new URL(withScheme);
  const isDomain = /\.[a-z\p{L}]{2,}$/iu.test(decodeURI(url.hostname)) || /xn--/.test(url.hostname);
  const isAddress = /^\d{1,3}(\.\d{1,3}){3}$/.test(url.hostname);
  return isDomain || isAddress ? url.href : undefined;
}
