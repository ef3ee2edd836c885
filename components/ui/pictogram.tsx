/** The picture of a number (0 to 23). Its name is always shown beside it, so it is hidden from screen readers. */
export const Pictogram = ({
  picture,
  size = 54,
  className = "",
}: {
  picture: number;
  size?: number;
  className?: string;
}) => (
  <svg aria-hidden="true" width={size} height={size} className={`flex-none ${className}`}>
    <use href={`/pictograms.svg#picture-${picture}`} />
  </svg>
);
