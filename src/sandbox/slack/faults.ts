/** What goes wrong with a Web API call. */
export type ApiFault =
  | { readonly kind: "rate_limited"; readonly retryAfter?: number }
  | { readonly kind: "error"; readonly code: string }
  | { readonly kind: "http"; readonly status: number }
  | { readonly kind: "hang" }
  | { readonly kind: "drop_before" }
  | { readonly kind: "drop_after" };

export type ApiFaultRequest = ApiFault & {
  /** How many calls; default 1. */
  readonly times?: number;
  /** Only calls of this method, such as chat.postMessage. */
  readonly method?: string;
};

/** What goes wrong with the next deliveries to the app. */
export interface DeliveryFault {
  /** How many deliveries; default 1. Infinity until cleared. */
  readonly times?: number;
  /** How often each is delivered; default 1. */
  readonly copies?: number;
  readonly delayMs?: number;
  /** Gather this many deliveries and let them go in another order. */
  readonly shuffle?: number;
}

export interface SenderFault {
  readonly wrongSignature: boolean;
  /** Seconds added to the timestamp: negative is old, positive is in the future. */
  readonly timestampSkewSeconds: number;
}

interface DeliveryPlan {
  readonly copies: number;
  readonly delayMs: number;
  readonly ready: Promise<void>;
}

export interface Faults {
  api(fault: ApiFaultRequest): void;
  deliveries(fault: DeliveryFault): void;
  setSender(fault: Partial<SenderFault>): void;
  clear(): void;
  takeApi(method: string): ApiFault | undefined;
  planDelivery(): DeliveryPlan;
  sender(): SenderFault;
  active(): { api: number; deliveries: number; sender: SenderFault };
}

const soundSender: SenderFault = { wrongSignature: false, timestampSkewSeconds: 0 };
const GATHER_MS = 1_000;

/** Faults to come; each is used up as often as it was asked for. */
export const createFaults = (): Faults => {
  let apiFaults: { fault: ApiFault; method: string | undefined; left: number }[] = [];
  let deliveryFaults: { fault: DeliveryFault; left: number }[] = [];
  let sender = soundSender;
  let gathered: (() => void)[] = [];
  let flush: NodeJS.Timeout | undefined;

  const release = (): void => {
    if (flush) clearTimeout(flush);
    flush = undefined;
    const all = gathered;
    gathered = [];
    const odd = all.filter((_, index) => index % 2 === 1).reverse();
    const even = all.filter((_, index) => index % 2 === 0).reverse();
    for (const go of [...odd, ...even]) go();
  };
  const gather = (size: number): Promise<void> =>
    new Promise((resolve) => {
      gathered.push(resolve);
      if (gathered.length >= size) release();
      else flush ??= setTimeout(release, GATHER_MS);
    });

  return {
    api: ({ times = 1, method, ...fault }) => {
      apiFaults.push({ fault: fault as ApiFault, method, left: times });
    },
    deliveries: (fault) => {
      deliveryFaults.push({ fault, left: fault.times ?? fault.shuffle ?? 1 });
    },
    setSender: (fault) => {
      sender = { ...sender, ...fault };
    },
    clear: () => {
      apiFaults = [];
      deliveryFaults = [];
      sender = soundSender;
      release();
    },
    takeApi: (method) => {
      const next = apiFaults.find((entry) => entry.method === undefined || entry.method === method);
      if (!next) return undefined;
      next.left--;
      if (next.left <= 0) apiFaults = apiFaults.filter((entry) => entry !== next);
      return next.fault;
    },
    planDelivery: () => {
      const next = deliveryFaults[0];
      if (!next) return { copies: 1, delayMs: 0, ready: Promise.resolve() };
      next.left--;
      if (next.left <= 0) deliveryFaults = deliveryFaults.slice(1);
      const { copies = 1, delayMs = 0, shuffle } = next.fault;
      return { copies, delayMs, ready: shuffle === undefined ? Promise.resolve() : gather(shuffle) };
    },
    sender: () => sender,
    active: () => ({
      api: apiFaults.reduce((sum, entry) => sum + entry.left, 0),
      deliveries: deliveryFaults.reduce((sum, entry) => sum + entry.left, 0),
      sender,
    }),
  };
};
