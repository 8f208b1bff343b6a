const weights = [7, 1, 3] as const;

/** BICs of the Bank of Russia's own settlement centres end so; accounts there are keyed by another part of the BIC. */
const centralBank = /^\d{6}00[012]$/;

/**
 * Whether the control key of a Russian account of 20 digits fits its bank (Bank of Russia, procedure 515 of 08.09.1997):
 * the last three digits of the BIC and the account, weighted 7-1-3, add up to a multiple of ten.
 */
export const accountKeyFits = (account: string, bic: string): boolean => {
  if (!/^\d{20}$/.test(account) || !/^\d{9}$/.test(bic)) return false;
  const bank = centralBank.test(bic) ? `0${bic.slice(4, 6)}` : bic.slice(6);
  return keyed(`${bank}${account}`);
};

const keyed = (digits: string): boolean => {
  const sum = [...digits].reduce(
    (total, digit, index) => total + ((Number(digit) * (weights[index % 3] ?? 0)) % 10),
    0,
  );
  return sum % 10 === 0;
};
