"use client";
import { PageError } from "#components/site/page-error.tsx";

/** Inside the site's frame: the telephone stands in the footer. */
export default function ErrorPage() {
  return (
    <div className="grid max-w-2xl gap-4">
      <PageError />
    </div>
  );
}
