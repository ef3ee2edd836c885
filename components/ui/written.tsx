import { routing } from "#app/i18n/routing.ts";

/**
 * What people here wrote or named, in their own language whatever the page's: the voice that reads aloud is told which,
 * and its direction stays its own.
 */
export const Written = ({ words }: { words: string }) => <bdi lang={routing.defaultLocale}>{words}</bdi>;
