export type Child = Node | string | number | null | undefined | false | readonly Child[];

type Listener = (event: never) => unknown;

export type Props = Readonly<Record<string, string | number | boolean | Listener | null | undefined>>;

/** An element with attributes, `on…` listeners and children. Strings become text, never markup. */
export const h = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props | null,
  ...children: Child[]
): HTMLElementTagNameMap[K] => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) setProp(element, name, value);
  append(element, children);
  return element;
};

const setProp = (element: HTMLElement, name: string, value: Props[string]): void => {
  if (value === null || value === undefined || value === false) return;
  if (typeof value === "function") {
    element.addEventListener(name.slice(2).toLowerCase(), value as EventListener);
  } else if (name === "value" && "value" in element) {
    (element as HTMLInputElement).value = String(value);
  } else if (value === true) {
    element.setAttribute(name, "");
    if (name === "checked") (element as HTMLInputElement).checked = true;
  } else {
    element.setAttribute(name, String(value));
  }
};

export const append = (parent: Node, children: Child): void => {
  if (Array.isArray(children)) {
    for (const child of children) append(parent, child);
    return;
  }
  if (children === null || children === undefined || children === false) return;
  parent.appendChild(children instanceof Node ? children : document.createTextNode(String(children)));
};

export const fill = (parent: Element, ...children: Child[]): void => {
  parent.replaceChildren();
  append(parent, children);
};

export interface Item {
  key: string;
  /** What it shows; a node whose item shows the same is left alone. */
  version: string;
  make(): HTMLElement;
}

/** What each kept node shows. */
const versions = new WeakMap<HTMLElement, string>();

/** Brings the children in line with the items, touching only what changed, so that focus and scroll stay. */
export const keep = (parent: HTMLElement, items: readonly Item[]): void => {
  const before = new Map<string, HTMLElement>();
  for (const child of [...parent.children])
    if (child instanceof HTMLElement) before.set(child.dataset.key ?? "", child);
  let place: Element | null = parent.firstElementChild;
  for (const { key, version, make } of items) {
    const known = before.get(key);
    before.delete(key);
    if (known && versions.get(known) === version) {
      if (known === place) place = place.nextElementSibling;
      else parent.insertBefore(known, place);
      continue;
    }
    const node = make();
    node.dataset.key = key;
    versions.set(node, version);
    if (known) {
      if (known === place) place = place.nextElementSibling;
      known.replaceWith(node);
    } else parent.insertBefore(node, place);
  }
  for (const gone of before.values()) gone.remove();
};

const paths: Readonly<Record<string, string>> = {
  send: "M3 20.5v-6.8l9-1.7-9-1.7V3.5l19 8.5z",
  attach:
    "M16.5 6v11a4 4 0 0 1-8 0V5a2.5 2.5 0 0 1 5 0v10.5a1 1 0 0 1-2 0V6H10v9.5a2.5 2.5 0 0 0 5 0V5a4 4 0 0 0-8 0v12a5.5 5.5 0 0 0 11 0V6z",
  photo:
    "M4 5h4l2-2h4l2 2h4v15H4zm8 3.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zm0 2a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z",
  file: "M6 2h8l5 5v15H6zm7 1.5V8h4.5z",
  phone:
    "M6.6 10.8a15 15 0 0 0 6.6 6.6l2.2-2.2a1 1 0 0 1 1-.25 11.4 11.4 0 0 0 3.6.6 1 1 0 0 1 1 1V20a1 1 0 0 1-1 1A17 17 0 0 1 3 4a1 1 0 0 1 1-1h3.5a1 1 0 0 1 1 1c0 1.2.2 2.4.6 3.6a1 1 0 0 1-.25 1z",
  place:
    "M12 2a7 7 0 0 0-7 7c0 5.2 7 13 7 13s7-7.8 7-13a7 7 0 0 0-7-7zm0 9.5a2.5 2.5 0 1 1 0-5 2.5 2.5 0 0 1 0 5z",
  close:
    "M18.3 5.7 12 12l6.3 6.3-1.4 1.4L10.6 13.4 4.3 19.7l-1.4-1.4L9.2 12 2.9 5.7l1.4-1.4 6.3 6.3 6.3-6.3z",
  more: "M12 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4zm0 2a2 2 0 1 0 0 4 2 2 0 0 0 0-4zm0 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  reply: "M10 9V5l-7 7 7 7v-4.1c5 0 8.5 1.6 11 5.1-1-5-4-10-11-11z",
  edit: "M3 17.2V21h3.800L17.8 9.900l-3.7-3.700zM20.7 7a1 1 0 0 0 0-1.400l-2.3-2.300a1 1 0 0 0-1.4 0l-1.8 1.8 3.7 3.700z",
  check: "M9 16.2 4.8 12l-1.4 1.400L9 19 21 7l-1.4-1.400z",
  ban: "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm0 2a8 8 0 0 1 4.9 1.7L5.7 16.9A8 8 0 0 1 12 4zm0 16a8 8 0 0 1-4.9-1.7L18.3 7.1A8 8 0 0 1 12 20z",
  back: "M20 11H7.800l5.6-5.600L12 4l-8 8 8 8 1.4-1.400L7.8 13H20z",
  thread: "M4 4h16v12H8l-4 4zm3 4v2h10V8zm0 4v2h7v-2z",
  pause: "M6 5h4v14H6zm8 0h4v14h-4z",
  play: "M8 5v14l11-7z",
  keyboard:
    "M3 6h18v12H3zm2 2v2h2V8zm4 0v2h2V8zm4 0v2h2V8zm4 0v2h2V8zM5 12v2h2v-2zm12 0v2h2v-2zm-9 0v2h8v-2z",
  home: "M12 3 3 11h2v9h5v-6h4v6h5v-9h2z",
  group:
    "M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm7.5 0a3.5 3.5 0 1 0-1-6.800A6 6 0 0 1 14 10.300a3.5 3.5 0 0 0 2.5.700zM9 13c-3.3 0-8 1.7-8 5v3h16v-3c0-3.3-4.7-5-8-5zm7.6.100A6.3 6.3 0 0 1 19 18v3h4v-3c0-2.9-3.6-4.5-6.4-4.900z",
};

/** A picture that says nothing by itself: its button has the words. */
export const icon = (name: string): SVGElement => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", paths[name] ?? "");
  svg.appendChild(path);
  return svg;
};

/** The element with this id of the page's frame. */
export const byId = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no element #${id}`);
  return found;
};
