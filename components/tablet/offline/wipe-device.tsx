"use client";
import { useEffect } from "react";
import { forgetEverything } from "./kept-half-days.ts";
import { tellOfLeaving } from "./leave-without-network.ts";

/**
 * On the pages where one signs in: where nobody is signed in by now, what this device keeps of half-days is wiped, but
 * for unsent acts. A sign-out without network is told to the server first.
 */
export function WipeDevice({ signedIn }: { readonly signedIn: boolean }) {
  useEffect(() => {
    void tellOfLeaving().then((told) => {
      if (told && signedIn) location.reload();
      else if (!signedIn) void forgetEverything();
    });
  }, [signedIn]);
  return null;
}
