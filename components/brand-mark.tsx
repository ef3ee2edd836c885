/** The logo: a speech bubble in a square. */
export const BrandMark = () => (
  <svg aria-hidden="true" width="30" height="30" viewBox="0 0 30 30" className="flex-none text-accent rtl:-scale-x-100">
    <rect width="30" height="30" rx="8" fill="currentColor" />
    <path d="M15 7.5c4.500 0 8 3 8 6.750V21h-8c-4.500 0-8-3-8-6.750S10.500 7.5 15 7.5z" fill="var(--color-paper)" />
  </svg>
);
