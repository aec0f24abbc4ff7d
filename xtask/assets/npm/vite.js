// The files of the library reach the site as they are: their names bind each other by hashes, so a bundler must neither
// rename nor rewrite them. What `import 'commune-widgets'` becomes imports the shell from where they were put.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NAME = 'commune-widgets';
const SHELL = 'commune-widgets.js';
const VIRTUAL = '\0' + NAME;
const ROOT = fileURLToPath(new URL('./files/', import.meta.url));
const TYPES = { js: 'text/javascript', json: 'application/json', wasm: 'application/wasm' };

// Paths below `files/`, with `/`.
function list(folder = '') {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? list(`${folder}${entry.name}/`) : [folder + entry.name],
  );
}

export default function communeWidgets({ folder = NAME } = {}) {
  let config;
  return {
    name: NAME,
    enforce: 'pre',

    config: () => ({ optimizeDeps: { exclude: [NAME] } }),

    configResolved(resolved) {
      config = resolved;
    },

    resolveId: (id) => (id === NAME ? VIRTUAL : undefined),

    load(id, options) {
      if (id !== VIRTUAL) return;
      // Elements are defined in a page only.
      if (options?.ssr) return 'export {};';
      if (config.command === 'serve') {
        const path = JSON.stringify(`${config.base}${folder}/${SHELL}`);
        return `import(/* @vite-ignore */ new URL(${path}, location.origin).href);`;
      }
      const files = list().map((name) => {
        const source = readFileSync(join(ROOT, name));
        return [name, this.emitFile({ type: 'asset', fileName: `${folder}/${name}`, source })];
      });
      const shell = new Map(files).get(SHELL);
      return `import(/* @vite-ignore */ import.meta.ROLLUP_FILE_URL_${shell});`;
    },

    // Before Vite's own: it would rewrite the modules.
    configureServer(server) {
      const names = new Set(list());
      server.middlewares.use(`${config.base}${folder}`, (request, response, next) => {
        const name = request.url.split('?')[0].slice(1);
        if (!names.has(name)) return next();
        response.setHeader('Content-Type', TYPES[name.split('.').pop()] ?? 'application/octet-stream');
        response.end(readFileSync(join(ROOT, name)));
      });
    },
  };
}
