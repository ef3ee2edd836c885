/**
 * The letters of codes. Without 0, 1, I, L and O, which are easily confused when read aloud or on paper
 * (docs/api.md#short-codes).
 */
export const CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
