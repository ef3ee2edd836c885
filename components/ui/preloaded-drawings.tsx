/**
 * Loads both icon files with the page: the icon of « Sans réseau » and the picture of a called number are needed when
 * they can no longer be fetched (next.config.ts caches them longer than a half-day). `icons` false: the pictures alone,
 * where a worker keeps the icons and none of them is in the first picture of the page, which each file holds up.
 */
export const PreloadedDrawings = ({ icons = true }: { readonly icons?: boolean }) => (
  <svg aria-hidden="true" width="0" height="0" className="absolute">
    {icons && <use href="/icons.svg#dot" />}
    <use href="/pictograms.svg#picture-0" />
  </svg>
);
