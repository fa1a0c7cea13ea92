import { Button } from 'antd'
import { prefer, usePreferences } from '../ui/preferences.ts'

/** Names the other language in that language, so that whoever needs it can read it. */
export function LanguageSwitch() {
  const { language } = usePreferences()
  const other = language === 'en' ? 'zh-CN' : 'en'
  return (
    <Button type="text" lang={other} onClick={() => prefer({ language: other })}>
      {other === 'en' ? 'English' : '中文'}
    </Button>
  )
}
