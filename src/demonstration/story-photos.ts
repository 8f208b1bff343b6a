import sharp from "sharp";

/** Under the kitchen sink: a trap, a hose, a shelf. What differs is whether it is wet. */
const underTheSink = (hose: string, floor: string, light: string): string => `
<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600" viewBox="0 0 800 600">
  <defs>
    <linearGradient id="wall" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#6f665c"/><stop offset="1" stop-color="${light}"/></linearGradient>
    <linearGradient id="shelf" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#b08a5e"/><stop offset="1" stop-color="#7d5c39"/></linearGradient>
    <linearGradient id="pipe" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#b9bdc0"/><stop offset=".35" stop-color="#fdfdfd"/><stop offset="1" stop-color="#8f9498"/></linearGradient>
    <linearGradient id="bend" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#fafafa"/><stop offset="1" stop-color="#92979b"/></linearGradient>
    <radialGradient id="lens" cx=".48" cy=".45" r=".75"><stop offset=".55" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".55"/></radialGradient>
    <radialGradient id="water" cx=".5" cy=".4" r=".6"><stop offset="0" stop-color="#cfe3ee" stop-opacity=".95"/><stop offset="1" stop-color="#5f7f92" stop-opacity=".55"/></radialGradient>
  </defs>
  <rect width="800" height="600" fill="url(#wall)"/>
  <path d="M0 0h800v58q-400 46-800 0z" fill="#d9dcdd"/><path d="M0 58q400 46 800 0v16q-400 46-800 0z" fill="#9aa0a3"/>
  <path d="M0 452h800v148H0z" fill="url(#shelf)"/><path d="M0 452h800v9H0z" fill="#c9a67a"/>
  <g fill="none" stroke="#8a663f" stroke-width="2" opacity=".5"><path d="M0 496q300-14 800 6M0 540q380 16 800-8M0 578q260-10 800 4"/></g>
  <rect x="352" y="70" width="62" height="150" fill="url(#pipe)"/><rect x="340" y="120" width="86" height="30" rx="6" fill="url(#pipe)"/>
  <path d="M383 215v86q0 74 74 74h22q66 0 66-66v-40q0-38 38-38h217" fill="none" stroke="#80868a" stroke-width="62"/>
  <path d="M383 215v86q0 74 74 74h22q66 0 66-66v-40q0-38 38-38h217" fill="none" stroke="#eceeee" stroke-width="46"/>
  <path d="M372 215v86q0 84 84 86" fill="none" stroke="#fff" stroke-width="9" opacity=".9"/>
  <rect x="346" y="206" width="74" height="34" rx="7" fill="url(#bend)"/><rect x="508" y="262" width="74" height="34" rx="7" fill="url(#bend)"/>
  ${hose}
  ${floor}
  <rect width="800" height="600" fill="url(#lens)"/>
</svg>`;

const hoseOf = (colour: string): string => `
  <path d="M236 80q-26 120 6 206t-20 150" fill="none" stroke="#4d5256" stroke-width="26" stroke-linecap="round"/>
  <path d="M236 80q-26 120 6 206t-20 150" fill="none" stroke="${colour}" stroke-width="20" stroke-dasharray="5 3"/>
  <rect x="214" y="70" width="46" height="34" rx="5" fill="#c8a24a"/><rect x="200" y="424" width="48" height="36" rx="5" fill="#c8a24a"/>`;

const spray = Array.from({ length: 26 }, (_, index) => {
  const angle = -0.9 + (index % 13) * 0.16;
  const reach = 60 + ((index * 37) % 120);
  const x = 244 + Math.cos(angle) * reach;
  const y = 286 + Math.sin(angle) * reach + reach * 0.35;
  return `<ellipse cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" rx="${2 + (index % 3)}" ry="${4 + (index % 4)}" fill="#e6f3fa" opacity=".9"/>`;
}).join("");

const leaking = `
  <path d="M246 284q70-34 150 120M246 288q40 0 84 160M246 290q10 60 26 160" fill="none" stroke="#dcecf4" stroke-width="4" opacity=".8"/>${spray}`;

const puddle = `
  <path d="M60 520q90-54 260-46t330 20q130 26 60 66t-330 34q-260 6-320-20t0-54z" fill="url(#water)"/>
  <path d="M150 516q120-26 250-14M330 552q130 12 250-8" fill="none" stroke="#fff" stroke-width="4" opacity=".75"/>`;

const dry = `<path d="M470 520q60-18 150 0l-10 44q-70 14-134-2z" fill="#e8b84c"/><path d="M470 520q60-18 150 0l-2 8q-70-16-147 0z" fill="#f6d582"/>`;

const photograph = (drawing: string): Promise<Buffer> =>
  sharp(Buffer.from(drawing)).blur(0.8).jpeg({ quality: 82 }).toBuffer();

/** What the resident sends, and what the office sends back. */
export const leakPhoto = (): Promise<Buffer> =>
  photograph(underTheSink(hoseOf("#8d8578") + leaking, puddle, "#4a443d"));

export const repairedPhoto = (): Promise<Buffer> =>
  photograph(underTheSink(hoseOf("#c9d2d8"), dry, "#8b8175"));
