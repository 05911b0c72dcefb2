import { defineConfig } from 'vite'

const here = (path: string): string => new URL(path, import.meta.url).pathname

/** The desk: React instead of the Preact of the other pages, so it is built on its own. */
export default defineConfig({
  root: here('src/web/console'),
  base: '/console/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
  build: {
    target: 'es2022',
    outDir: here('dist/web/console'),
    emptyOutDir: true,
    // Which file needs which others: by it the benchmark weighs the first screen.
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
})
