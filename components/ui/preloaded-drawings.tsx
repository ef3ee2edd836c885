/**
 * Loads both icon files with the page: the icon of « Sans réseau » and the picture of a called number are needed when
 * they can no longer be fetched (next.config.ts caches them longer than a half-day).
 */
export const PreloadedDrawings = () => (
  <svg aria-hidden="true" width="0" height="0" className="absolute">
    <use href="/icons.svg#dot" />
    <use href="/pictograms.svg#picture-0" />
  </svg>
);
