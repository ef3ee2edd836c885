import { routing } from "#i18n/routing.ts";

/**
 * Text that people of the product's country wrote: marked as French for screen readers on every page, and with its own
 * direction. The outer element keeps it inline: a direct child of a flex box would become a block, and stand on the
 * wrong side of an Arabic page.
 */
export const FrenchText = ({ text }: { text: string }) => (
  <span>
    <bdi lang={routing.defaultLocale}>{text}</bdi>
  </span>
);
