/** The code of an appointment in the two groups in which it is read aloud and typed: "K7M4PD" is K7M and 4PD. */
export const groupsOfCode = (code: string): readonly string[] => [code.slice(0, 3), code.slice(3)];

/** Whether a character of a code is a letter, which is spelled with a word. */
export const isLetter = (character: string): boolean => /^[A-Z]$/u.test(character);
