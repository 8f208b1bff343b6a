/** Of Unix seconds, on the wall of the house. */
export const timeAt = (seconds: number): string =>
  new Intl.DateTimeFormat("ru", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Moscow" }).format(
    new Date(seconds * 1000),
  );

export const dataUrl = (jpeg: Buffer): string => `data:image/jpeg;base64,${jpeg.toString("base64")}`;
