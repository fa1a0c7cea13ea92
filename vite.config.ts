import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// The staff app. The content security policy allows scripts and styles of this origin only: nothing is inlined, and
// the server writes a fresh nonce over the literal __NONCE__ in index.html for the styles that antd makes.
export default defineConfig({
  root: 'web',
  plugins: [react()],
  build: {
    outDir: 'dist/app',
    emptyOutDir: true,
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/api': process.env.HUIYIN_ORIGIN ?? 'http://127.0.0.1:8080' } },
})
