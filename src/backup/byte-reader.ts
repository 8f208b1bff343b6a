/** Takes exact numbers of bytes from a stream of pieces. */
export interface ByteReader {
  /** The next `size` bytes; fewer only where the stream ends. */
  take(size: number): Promise<Buffer>;
  /** Frees the source when no more is wanted. */
  close(): Promise<void>;
}

export const byteReader = (source: AsyncIterable<Uint8Array>): ByteReader => {
  const pieces = source[Symbol.asyncIterator]();
  let held: Buffer[] = [];
  let size = 0;
  return {
    take: async (wanted) => {
      while (size < wanted) {
        const piece = await pieces.next();
        if (piece.done === true) break;
        held.push(Buffer.from(piece.value.buffer, piece.value.byteOffset, piece.value.byteLength));
        size += piece.value.byteLength;
      }
      const all = held.length === 1 && held[0] !== undefined ? held[0] : Buffer.concat(held, size);
      const taken = all.subarray(0, wanted);
      const rest = all.subarray(taken.length);
      held = rest.length > 0 ? [rest] : [];
      size = rest.length;
      return taken;
    },
    close: async () => {
      await pieces.return?.();
    },
  };
};
