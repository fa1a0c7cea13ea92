import { defineConfig } from 'vite'

// The pages of the portal as a function of the server: one file that needs nothing installed, in React's quick build.
export default defineConfig({
  root: 'web/portal',
  publicDir: false,
  // Whatever NODE_ENV the build finds: React's quick build has no part of the other one.
  define: { 'process.env.NODE_ENV': '"production"' },
  oxc: { jsx: { runtime: 'automatic', development: false } },
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: 'entry-server.tsx',
    outDir: '../dist/portal/server',
    emptyOutDir: true,
    sourcemap: false,
    rolldownOptions: { output: { entryFileNames: 'entry.js' } },
  },
})
