declare module "subset-font" {
  type SubsetOptions = {
    readonly targetFormat: "sfnt" | "woff2";
    readonly variationAxes: Readonly<Record<string, { readonly min: number; readonly max: number }>>;
  };
  const subsetFont: (font: Buffer, text: string, wanted: SubsetOptions) => Promise<Buffer>;
  export = subsetFont;
}
