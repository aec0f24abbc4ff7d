import type { Plugin } from 'vite';

/** What the plugin takes. */
export interface Options {
  /** Where the files go in the built site; `commune-widgets` by default. Packs are looked for in `packs/` there. */
  folder?: string;
}

/** Puts the library's files into the built site as they are, and makes `import 'commune-widgets'` load them. */
export default function communeWidgets(options?: Options): Plugin;
