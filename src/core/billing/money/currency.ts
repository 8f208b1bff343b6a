/** ISO 4217 currencies whose minor unit is not a hundredth. */
const otherDigits: Readonly<Record<string, number>> = {
  BHD: 3,
  CLP: 0,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KRW: 0,
  KWD: 3,
  OMR: 3,
  TND: 3,
  UYW: 4,
  VND: 0,
  XAF: 0,
  XOF: 0,
};

/** Digits after the point of a currency's main unit. */
export const currencyDigits = (currency: string): number => otherDigits[currency] ?? 2;
