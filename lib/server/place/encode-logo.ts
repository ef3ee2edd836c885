import { createHash } from "node:crypto";
import PQueue from "p-queue";
import sharp from "sharp";
import type { SetupProblem } from "#lib/wire/setup-fields.ts";
import { Busy } from "#lib/server/edge/admission.ts";

/** A logo as it is kept: a PNG. `etag`: a hash of the picture. */
export type Logo = { readonly picture: Uint8Array<ArrayBuffer>; readonly etag: string };

/** Bytes of a file that is read, and of the picture that is kept. */
const LARGEST_FILE = 1024 * 1024;
const LARGEST_PICTURE = 256 * 1024;

/** Pixels. Shown 48 high at most, so sharp at three times the density. */
const BOX = { width: 480, height: 144 };

/** Pixels that a picture may have before it is made smaller: 4000 × 3000. They take half a second at most. */
const MOST_PIXELS = 12_000_000;

/** The bytes with which a PNG and a JPEG begin. */
const BEGINNINGS = [Buffer.from("89504e470d0a1a0a", "hex"), Buffer.from("ffd8ff", "hex")];

/** Pictures are drawn one after the other: each may take 100 MB of memory. A further one than these is `Busy`. */
const MOST_WAITING = 8;
const drawing = new PQueue({ concurrency: 1 });

/**
 * Draws a PNG or JPEG anew as a small PNG. Nothing of the file itself is kept, neither what stands beside the pixels
 * nor a second picture. The library gets no other file to read: a drawing (SVG) of 3 kB keeps a processor for minutes,
 * and no limit of it holds (docs/decisions/organisations.md). Refused: `logo-too-large`, `logo-unreadable` (no such
 * picture, or too many pixels).
 */
export async function encodeLogo(file: Uint8Array): Promise<Logo | SetupProblem> {
  if (file.length > LARGEST_FILE) return refused("logo-too-large");
  if (!BEGINNINGS.some((beginning) => beginning.equals(file.subarray(0, beginning.length))))
    return refused("logo-unreadable");
  if (drawing.size >= MOST_WAITING) throw new Busy("Too many logos wait.");
  const picture = await drawing.add(() => drawn(file)).catch(() => undefined);
  if (picture === undefined) return refused("logo-unreadable");
  if (picture.length > LARGEST_PICTURE) return refused("logo-too-large");
  const etag = createHash("sha256").update(picture).digest("hex").slice(0, 16);
  return { picture: new Uint8Array(picture), etag };
}

const drawn = (file: Uint8Array): Promise<Buffer> =>
  sharp(file, { limitInputPixels: MOST_PIXELS, failOn: "error" })
    .autoOrient()
    .resize({ ...BOX, fit: "inside", withoutEnlargement: true })
    .png({ compressionLevel: 9 })
    .timeout({ seconds: 5 })
    .toBuffer();

const refused = (code: string): SetupProblem => ({ path: "logo", code });
