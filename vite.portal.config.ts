import { join } from 'node:path'
import { defineConfig } from 'vite'

// What a page of the portal loads: one script and one style sheet, from /portal/assets, named by their content.
export default defineConfig({
  root: 'web/portal',
  base: '/portal/',
  publicDir: false,
  // The verifier runs under Node and on the page that verifies receipts; only this differs.
  resolve: { alias: [{ find: './crypto.mjs', replacement: join(import.meta.dirname, 'web/portal/client/crypto.ts') }] },
  build: {
    // Telephones that are not renewed: without the script every page works, without the colours none does.
    target: ['es2020', 'chrome80', 'safari13'],
    outDir: '../dist/portal/client',
    emptyOutDir: true,
    manifest: true,
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: 'web/portal/entry-client.ts' },
  },
})
