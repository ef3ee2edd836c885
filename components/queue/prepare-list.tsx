/** « En attendant, préparez »: boxes to tick for oneself. Nothing of it leaves the page. */
export const PrepareList = ({ title, things, missing }: { title: string; things: readonly string[]; missing: string }) => (
  <section aria-label={title}>
    <h2>{title}</h2>
    <ul className="mt-1">
      {things.map((thing) => (
        <li key={thing} className="border-b border-hair">
          <label className="flex min-h-13 items-center gap-3 py-1">
            <input type="checkbox" autoComplete="off" className="grid size-[1.75rem] flex-none appearance-none place-items-center rounded-lg border-2 border-ink bg-card font-extrabold text-white checked:border-ok checked:bg-ok checked:before:content-['✓']" />
            {thing}
          </label>
        </li>
      ))}
    </ul>
    <p className="mt-2.5">{missing}</p>
  </section>
);
