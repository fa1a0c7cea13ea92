import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App, ConfigProvider } from 'antd'
import type { Locale } from 'antd/es/locale/index.js'
import { type ReactNode, useEffect, useLayoutEffect, useState } from 'react'
import { againUnlessRefused } from '../api/queries.ts'
import { type Preferences, usePreferences } from '../ui/preferences.ts'
import { paint, themeOf, useLook } from './theme.ts'

const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content

const queries = new QueryClient({
  defaultOptions: { queries: { retry: againUnlessRefused, staleTime: 10_000, refetchOnWindowFocus: true } },
})

/** Look, language of antd, and the store of what the server has answered. */
export function Providers({ children }: { children: ReactNode }) {
  const { density, language } = usePreferences()
  const look = useLook()
  const locale = useAntdWords(language)
  useLayoutEffect(() => paint(look, density), [look, density])
  // antd builds another tree once it has words: forms on screen would start anew and lose what was typed.
  if (!locale) return null
  return (
    <QueryClientProvider client={queries}>
      <ConfigProvider
        theme={themeOf(look, density)}
        {...(nonce && { csp: { nonce } })}
        locale={locale}
        button={{ autoInsertSpace: false }}
      >
        <App className="app">{children}</App>
      </ConfigProvider>
    </QueryClientProvider>
  )
}

function useAntdWords(language: Preferences['language']): Locale | undefined {
  const [locale, setLocale] = useState<Locale>()
  useEffect(() => {
    let wanted = true
    void antdWords[language]().then((words) => wanted && setLocale(words))
    return () => {
      wanted = false
    }
  }, [language])
  return locale
}

const antdWords = {
  'zh-CN': async () => {
    await import('dayjs/locale/zh-cn.js')
    return plain(await import('antd/es/locale/zh_CN.js'))
  },
  en: async () => plain(await import('antd/es/locale/en_US.js')),
}

/** antd's locale files are typed as CommonJS but shipped as ES modules: the words lie one `default` deep or two. */
function plain(module: { default: unknown }): Locale {
  const words = module.default as Locale | { default: Locale }
  return 'default' in words ? words.default : words
}
