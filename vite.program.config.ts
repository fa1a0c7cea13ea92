import { defineConfig } from 'vite'

// The program with the libraries that it loads at each start, as a few files. What is loaded when somebody needs it stays
// where it is installed: native parts, fonts and programs of threads are found from there.
export default defineConfig({
  publicDir: false,
  ssr: {
    noExternal: true,
    external: [
      '@cj-tech-master/excelts',
      'file-type',
      'imapflow',
      'nodemailer',
      'pdfmake',
      'pg-native',
      'sharp',
      'smtp-server',
    ],
    target: 'node',
  },
  build: {
    ssr: 'cli/main.ts',
    target: 'esnext',
    minify: false,
    sourcemap: false,
    emptyOutDir: true,
    rolldownOptions: { output: { entryFileNames: 'main.mjs', chunkFileNames: '[name]-[hash].mjs' } },
  },
})
