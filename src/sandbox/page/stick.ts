const nearPixels = 90;

/** A list that shows its end goes on showing it, whatever grows in it or around it. */
export const stickToEnd = (list: HTMLElement): { toEnd(): void } => {
  let atEnd = true;
  const toEnd = (): void => {
    list.scrollTop = list.scrollHeight;
    atEnd = true;
  };
  const again = (): void => {
    if (atEnd) toEnd();
  };
  list.addEventListener("scroll", () => {
    atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < nearPixels;
  });
  list.addEventListener("load", again, true);
  new ResizeObserver(again).observe(list);
  new MutationObserver(again).observe(list, { childList: true, subtree: true });
  return { toEnd };
};
