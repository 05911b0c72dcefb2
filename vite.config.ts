import { defineConfig } from 'vite'

const here = (path: string): string => new URL(path, import.meta.url).pathname

/** `vite build` makes both front ends: the demo page with hashed assets, and the widget as one plain script that any page can load. */
export default defineConfig({
  root: here('src/web/demo'),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: { target: 'es2022', emptyOutDir: true, modulePreload: { polyfill: false } },
  environments: {
    // The page of `mibao graph` is written whole by the command, with this script in it.
    graph: {
      consumer: 'client',
      build: {
        outDir: here('dist/web'),
        emptyOutDir: false,
        copyPublicDir: false,
        lib: { entry: here('src/web/graph/main.tsx'), formats: ['iife'], name: 'mibaoGraph', fileName: () => 'graph.js' },
      },
    },
    client: { build: { outDir: here('dist/web/demo'), assetsInlineLimit: 0 } },
    widget: {
      consumer: 'client',
      build: {
        outDir: here('dist/web'),
        // The demo page lies below this folder.
        emptyOutDir: false,
        copyPublicDir: false,
        lib: { entry: here('src/web/widget/main.ts'), formats: ['iife'], name: 'mibaoDeskWidget', fileName: () => 'widget.js' },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) await builder.build(environment)
    },
  },
})
