"use client";
import { PageError } from "#components/site/page-error.tsx";

/** An error page inside the site's frame, whose footer has the telephone. */
export default function ErrorPage() {
  return (
    <div className="grid max-w-2xl gap-4">
      <PageError />
    </div>
  );
}
