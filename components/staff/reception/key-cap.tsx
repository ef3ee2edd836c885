/**
 * The key that does the same as the button beside whose words it stands; screen readers say it by `aria-keyshortcuts`.
 * Shown once the keys work.
 */
export const KeyCap = ({ name }: { name: string }) => (
  <kbd
    aria-hidden="true"
    className="hidden rounded-md border-2 border-current px-1.5 font-[inherit] text-base leading-tight font-normal [[data-keys]_&]:inline-block"
  >
    {name}
  </kbd>
);
