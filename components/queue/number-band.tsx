import { Pictogram } from "#components/ui/pictogram.tsx";

/**
 * A number with its picture and the name of the picture, the largest text on the page. `image`: tells screen readers
 * that a word like « la fleur » names a picture.
 */
export const NumberBand = ({
  label,
  number,
  image,
  picture,
  word,
}: {
  label: string;
  number: number;
  image: string;
  picture: number;
  word: string;
}) => (
  <div className="bg-accent-soft px-4 pt-5 pb-6 text-center [--hole:var(--color-accent-soft)]">
    <h1 className="text-base font-normal">
      {label}
      <bdi className="number block text-[min(6.67rem,45vw)]">{number}</bdi>
    </h1>
    <p className="mt-2.5 inline-flex items-center gap-3 text-[1.33rem] font-bold">
      <Pictogram picture={picture} />
      <span>
        <span className="sr-only">{image} </span>
        {word}
      </span>
    </p>
  </div>
);
