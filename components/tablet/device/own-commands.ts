const KEY = "permanences.made-here";

/** Only the acts of the last minute can be taken back. */
const REMEMBERED = 20;

/** The commands made on this tablet, newest last: what « Annuler » may take back. A reload keeps them, a closed page does not. */
export function readOwnCommands(): readonly string[] {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]") as readonly string[];
  } catch {
    return [];
  }
}

/** Remembers these too. */
export function rememberOwnCommands(ids: readonly string[]): readonly string[] {
  const made = [...readOwnCommands(), ...ids].slice(-REMEMBERED);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(made));
  } catch {
    // A browser that keeps nothing: « Annuler » is there until the next reload.
  }
  return made;
}
