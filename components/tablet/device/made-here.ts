const KEY = "permanences.made-here";

/** Only the acts of the last minute can be taken back. */
const KEPT = 20;

/** The commands made on this tablet, newest last: what « Annuler » may take back. A reload keeps them, a closed page does not. */
export function madeHere(): readonly string[] {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]") as readonly string[];
  } catch {
    return [];
  }
}

/** Remembers these too. */
export function rememberMade(ids: readonly string[]): readonly string[] {
  const made = [...madeHere(), ...ids].slice(-KEPT);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(made));
  } catch {
    // A browser that keeps nothing: « Annuler » is there until the next reload.
  }
  return made;
}
