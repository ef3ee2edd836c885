import { createHash } from "node:crypto";
import sharp from "sharp";
import type { SetupProblem } from "../../wire/setup-fields.ts";

/** A logo as it is kept: a PNG. `etag`: a hash of the picture. */
export type Logo = { readonly picture: Uint8Array<ArrayBuffer>; readonly etag: string };

/** Bytes of a file that is read, and of the picture that is kept. */
const LARGEST_FILE = 1024 * 1024;
const LARGEST_PICTURE = 256 * 1024;

/** Pixels. Shown 48 high at most, so sharp at three times the density. */
const BOX = { width: 480, height: 144 };

/** Pixels that a picture may have before it is made smaller, and dots an inch at which a drawing is read. */
const LARGEST_DRAWING = 24_000_000;
const DENSITY = 288;

const SECONDS = 5;

/**
 * Draws a PNG or SVG anew as a small PNG. Nothing of the file itself is kept, neither a script of an SVG nor what
 * stands beside the pixels of a PNG. Refused: `logo-too-large`, `logo-unreadable` (no such picture, or too many
 * pixels), `logo-with-text` (letters of an SVG that would need a font of the computer that drew it).
 */
export async function encodeLogo(file: Uint8Array): Promise<Logo | SetupProblem> {
  if (file.length > LARGEST_FILE) return refused("logo-too-large");
  if (isSvgWithText(file)) return refused("logo-with-text");
  const picture = await drawn(file).catch(() => undefined);
  if (picture === undefined) return refused("logo-unreadable");
  if (picture.length > LARGEST_PICTURE) return refused("logo-too-large");
  const etag = createHash("sha256").update(picture).digest("hex").slice(0, 16);
  return { picture: new Uint8Array(picture), etag };
}

async function drawn(file: Uint8Array): Promise<Buffer | undefined> {
  const source = sharp(file, { limitInputPixels: LARGEST_DRAWING, density: DENSITY, failOn: "error" });
  const { format } = await source.metadata();
  if (format !== "png" && format !== "svg") return undefined;
  return source
    .resize({ ...BOX, fit: "inside", withoutEnlargement: format === "png" })
    .png({ compressionLevel: 9 })
    .timeout({ seconds: SECONDS })
    .toBuffer();
}

const isSvgWithText = (file: Uint8Array): boolean =>
  /<svg[\s>]/u.test(textOf(file)) && /<(?:\w+:)?text[\s>]/u.test(textOf(file));

const textOf = (file: Uint8Array): string => Buffer.from(file).toString("latin1");

const refused = (code: string): SetupProblem => ({ path: "logo", code });
