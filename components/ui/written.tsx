import { routing } from "#i18n/routing.ts";

/**
 * What people here wrote or named, in their own language whatever the page's: the voice that reads aloud is told which,
 * and its direction stays its own. The outer element keeps it inline: as a child of a flex box it would be a block, and
 * stand at the other side of an Arabic page.
 */
export const Written = ({ text }: { text: string }) => (
  <span>
    <bdi lang={routing.defaultLocale}>{text}</bdi>
  </span>
);
