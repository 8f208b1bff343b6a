/** An IBAN without its spaces, in capitals. */
export const tidyIban = (iban: string): string => iban.replace(/\s/g, "").toUpperCase();

/** Whether the check digits of an IBAN fit (ISO 13616, modulo 97). */
export const ibanFits = (iban: string): boolean => {
  const tidy = tidyIban(iban);
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(tidy) && modulo97(tidy.slice(4) + tidy.slice(0, 4)) === 1;
};

/** Whether a creditor reference such as RF18 5390 0754 7034 fits (ISO 11649). */
export const creditorReferenceFits = (reference: string): boolean =>
  /^RF\d{2}[A-Z0-9]{1,21}$/.test(reference) && modulo97(reference.slice(4) + reference.slice(0, 4)) === 1;

/** Letters count as 10 to 35. */
const modulo97 = (text: string): number =>
  [...text].reduce((rest, sign) => {
    const value = Number.parseInt(sign, 36);
    return (rest * (value > 9 ? 100 : 10) + value) % 97;
  }, 0);
