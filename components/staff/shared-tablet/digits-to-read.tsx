/** Six digits in two groups of three, to be read aloud or typed from another screen. */
export const DigitsToRead = ({ code }: { code: string }) => (
  <p dir="ltr" className="text-[2.5rem] leading-tight font-bold tracking-wider tabular-nums">
    {code.slice(0, 3)} {code.slice(3)}
  </p>
);
