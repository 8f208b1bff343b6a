import type { Button } from "./view.ts";

/** Buttons in rows of at most `width`, in their order. */
export const inRows = (buttons: readonly Button[], width: number): Button[][] =>
  Array.from({ length: Math.ceil(buttons.length / width) }, (_, row) =>
    buttons.slice(row * width, (row + 1) * width),
  );
