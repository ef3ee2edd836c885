/**
 * Loads both sheets of drawings with the page: « Sans réseau » wants its icon, and a called number its picture, when
 * they cannot be fetched any more (next.config.ts keeps them longer than a half-day).
 */
export const PreloadedDrawings = () => (
  <svg aria-hidden="true" width="0" height="0" className="absolute">
    <use href="/icons.svg#dot" />
    <use href="/pictograms.svg#picture-0" />
  </svg>
);
