/** The 24 pictures, in the order of the numbers: 1 is the sun, 14 the key. Keys of messages under `pictures`. */
export const PICTURES = [
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

/** The picture beside a number: `(number − 1) mod 24` (CONTRACT, Visit). */
export const pictureOf = (number: number): number => (number - 1) % PICTURES.length;

/** The word of a picture, as a message key. */
export const pictureName = (picture: number): PictureName => PICTURES[picture % PICTURES.length] ?? "sun";
