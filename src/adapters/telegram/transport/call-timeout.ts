/** Uploads over a slow line take minutes; everything else answers at once or not at all. */
const callMs = 30_000;
const uploadMs = 300_000;

/** Runs a call with a signal that is given after the time allowed, or when `outer` is. */
export const withTimeout = async <T>(
  call: (signal: AbortSignal) => Promise<T>,
  options: { upload?: boolean; ms?: number; outer?: AbortSignal },
): Promise<T> => {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, options.ms ?? (options.upload ? uploadMs : callMs));
  // AbortSignal.any would keep every call reachable from the long-lived outer signal on Node 20.
  options.outer?.addEventListener("abort", abort);
  if (options.outer?.aborted) abort();
  try {
    return await call(controller.signal);
  } finally {
    clearTimeout(timer);
    options.outer?.removeEventListener("abort", abort);
  }
};
