import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** antd's dialogs lock the page's scroll by a style element that no nonce reaches; ours does it by a class. */
const ownScrollLock: Plugin = {
  name: 'own-scroll-lock',
  enforce: 'pre',
  resolveId: (asked, from) =>
    asked === './useScrollLocker' && from?.includes('@rc-component/portal')
      ? join(import.meta.dirname, 'web/ui/scroll-lock.ts')
      : null,
}

// The staff app. The content security policy allows scripts and styles of this origin only: nothing is inlined, and
// the server writes a fresh nonce over the literal __NONCE__ in index.html for the styles that antd makes.
export default defineConfig({
  root: 'web',
  plugins: [ownScrollLock, react()],
  optimizeDeps: { exclude: ['@rc-component/portal'] },
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
