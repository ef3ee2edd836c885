import type { ReactNode } from "react";
import { buttonClass } from "./button.tsx";
import { inputClass } from "./field.tsx";
import { Icon } from "./icon.tsx";

/** Letters that can be typed; nobody needs more. */
const LONGEST = 80;

type Props = {
  /** The address that the form asks, with what was typed as `name`. */
  action: string;
  id: string;
  name: string;
  label: string;
  go: string;
  hint?: string;
  typed: string | undefined;
  autoComplete: "off" | "address-level2";
  className?: string;
  /** Hidden fields: what the page is narrowed to besides. */
  children?: ReactNode;
};

/** A plain form that searches and leads to a page with what was typed in its field; it works without script. */
export const SearchForm = ({ action, id, name, label, go, hint, typed, autoComplete, className, children }: Props) => (
  <form role="search" method="get" action={action} className={`grid gap-1 ${className ?? ""}`}>
    <label htmlFor={id} className="font-bold">
      {label}
    </label>
    <div className="flex flex-wrap gap-2">
      <input
        id={id}
        name={name}
        type="search"
        defaultValue={typed}
        placeholder={hint}
        maxLength={LONGEST}
        dir="auto"
        autoComplete={autoComplete}
        enterKeyHint="search"
        className={`${inputClass()} min-w-0 flex-1 basis-36`}
      />
      {children}
      <button type="submit" className={`${buttonClass()} large-letters:flex-1`}>
        <Icon name="search" size={20} />
        {go}
      </button>
    </div>
  </form>
);
