/** The 24 pictures, in the order of the numbers: 1 is the sun, 14 the key. They are keys of the message catalogue under `pictures`. */
const PICTURES = [
  "sun",
  "cat",
  "house",
  "apple",
  "bicycle",
  "star",
  "fish",
  "fir",
  "flower",
  "moon",
  "boat",
  "hat",
  "umbrella",
  "key",
  "bell",
  "car",
  "bird",
  "glasses",
  "cup",
  "heart",
  "ball",
  "book",
  "leaf",
  "butterfly",
] as const;

export type PictureName = (typeof PICTURES)[number];

/** The index of the picture beside a number: `(number − 1) mod 24` (docs/line.md#numbers). */
export const pictureOf = (number: number): number => (number - 1) % PICTURES.length;

/** The key of a picture in the message catalogue. */
export const pictureName = (picture: number): PictureName => PICTURES[picture % PICTURES.length] ?? "sun";
