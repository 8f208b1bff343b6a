import sharp from "sharp";
import { leakPhoto } from "../story-photos.ts";

const sky = '<rect width="800" height="600" fill="#b9cbd8"/>';
const ground = (colour: string): string => `<path d="M0 380h800v220H0z" fill="${colour}"/>`;

const scenes: Readonly<Record<string, string>> = {
  lawn: `${sky}<path d="M60 120h680v260H60z" fill="#c9b8a4"/><path d="M110 160h90v80h-90zM260 160h90v80h-90zM450 160h90v80h-90zM600 160h90v80h-90z" fill="#6f8796"/>${ground("#6d8f4e")}
    <path d="M200 430q20-90 120-90h150q70 0 110 80l70 14q20 6 20 40v26H170v-40q0-26 30-30z" fill="#a13b35"/><path d="M300 360h80v60H258q14-50 42-60zM400 360h60q40 0 72 60H400z" fill="#27323a"/>
    <circle cx="275" cy="502" r="40" fill="#1d1d1d"/><circle cx="565" cy="502" r="40" fill="#1d1d1d"/><circle cx="275" cy="502" r="18" fill="#999"/><circle cx="565" cy="502" r="18" fill="#999"/>`,
  sofa: `${sky}${ground("#8c8f8a")}<path d="M470 200h120v220H470zM610 200h120v220H610z" fill="#3d6b4c"/><path d="M462 186h136v26H462zM602 186h136v26H602z" fill="#2b4d36"/>
    <path d="M90 330q0-60 60-60h220q60 0 60 60v60H90z" fill="#8a5a3c"/><path d="M60 360q40-10 50 40v60h310v-60q10-50 50-40v150H60z" fill="#6e4630"/><path d="M130 390h130v60H130zM270 390h130v60H270z" fill="#9a6a4a"/>`,
  window: `<rect width="800" height="600" fill="#cfc7b8"/><path d="M230 70h340v420H230z" fill="#f4f4f2"/><path d="M256 96h136v368H256z" fill="#9fb9c9"/><path d="M410 96l126 34v300l-126 34z" fill="#b6ccd8"/><path d="M400 90h12v380h-12z" fill="#dcdcd8"/>
    <path d="M392 270h10v46h-10z" fill="#777"/><path d="M150 490h500v24H150z" fill="#e8e6e0"/><path d="M0 520h800v80H0z" fill="#8f8779"/>`,
  door: `<rect width="800" height="600" fill="#8b8378"/><path d="M300 80h220v460H300z" fill="#15130f"/><path d="M330 180h160v360H330z" fill="#e9c46a" opacity=".55"/><path d="M300 80L180 130v470l120-60z" fill="#5a6670"/><circle cx="205" cy="360" r="10" fill="#c8a24a"/>
    <path d="M0 540h800v60H0z" fill="#5d564c"/><path d="M560 140h120v60H560z" fill="#c23b22"/>`,
};

/** A picture for a request of the past, by its name in the month. */
export const pastPhoto = (name: string): Promise<Buffer> => {
  const scene = scenes[name];
  if (!scene) return leakPhoto();
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600">${scene}</svg>`;
  return sharp(Buffer.from(svg)).blur(1.2).jpeg({ quality: 82 }).toBuffer();
};
