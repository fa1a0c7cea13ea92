import { type ThemeConfig, theme } from 'antd'
import { useSyncExternalStore } from 'react'
import { type Preferences, usePreferences } from '../ui/preferences.ts'

/**
 * One accent, neutral greys, and four colours that mean something (a lamp). Every text colour reaches 4.5 : 1 on every
 * ground it is used on; antd's own greys do not.
 */
const light = {
  ground: '#f3f5f7',
  surface: '#ffffff',
  raised: '#fafbfc',
  hover: '#eef2f5',
  line: '#dfe4e9',
  edge: '#b3bcc7',
  text: '#1b2127',
  muted: '#55606c',
  accent: '#1d5c85',
  button: '#1d5c85',
  accentSoft: '#e6f0f7',
  green: '#17692f',
  greenSoft: '#e5f3e9',
  amber: '#805000',
  amberSoft: '#fcf1d6',
  red: '#b3261e',
  redSoft: '#fcebe9',
  blue: '#2456a6',
  blueSoft: '#e8effb',
}
const dark: typeof light = {
  ground: '#12161a',
  surface: '#1b2025',
  raised: '#20262c',
  hover: '#262d34',
  line: '#2f373f',
  edge: '#4d5863',
  text: '#e5e9ed',
  muted: '#a6b0ba',
  accent: '#74b8e2',
  button: '#28709e',
  accentSoft: '#1d3646',
  green: '#6bcb86',
  greenSoft: '#183222',
  amber: '#e6b450',
  amberSoft: '#3a2d12',
  red: '#f59a92',
  redSoft: '#42201e',
  blue: '#8fb8fa',
  blueSoft: '#1d2d48',
}

const fonts = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', 'Segoe UI', system-ui, sans-serif"
const darkness = window.matchMedia('(prefers-color-scheme: dark)')

/** The look in force: the person's choice, else the system's. */
export function useLook(): 'light' | 'dark' {
  const { look } = usePreferences()
  const systemIsDark = useSyncExternalStore(followSystem, () => darkness.matches)
  return look === 'system' ? (systemIsDark ? 'dark' : 'light') : look
}

function followSystem(listener: () => void): () => void {
  darkness.addEventListener('change', listener)
  return () => darkness.removeEventListener('change', listener)
}

/** Hands the palette to the style sheets as custom properties; antd gets the same values as tokens. */
export function paint(look: 'light' | 'dark', density: Preferences['density']) {
  const { style, dataset } = document.documentElement
  for (const [name, value] of Object.entries(look === 'dark' ? dark : light)) style.setProperty(`--${name}`, value)
  style.setProperty('--font', fonts)
  style.colorScheme = look
  dataset.look = look
  dataset.density = density
}

export function themeOf(look: 'light' | 'dark', density: Preferences['density']): ThemeConfig {
  const c = look === 'dark' ? dark : light
  const base = look === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm
  return {
    algorithm: base,
    token: {
      fontFamily: fonts,
      fontSize: 14,
      borderRadius: 5,
      wireframe: false,
      motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      // antd's own compact look shrinks the text to 12 px as well; here only the room around it shrinks.
      sizeStep: density === 'compact' ? 3 : 4,
      controlHeight: density === 'compact' ? 30 : 36,
      colorPrimary: c.button,
      colorInfo: c.button,
      colorLink: c.accent,
      colorLinkHover: c.accent,
      colorLinkActive: c.accent,
      colorSuccess: c.green,
      colorWarning: c.amber,
      colorError: c.red,
      // antd derives these grounds from the text colour and gets mud.
      colorWarningBg: c.amberSoft,
      colorErrorBg: c.redSoft,
      colorSuccessBg: c.greenSoft,
      colorInfoBg: c.accentSoft,
      colorWarningBorder: c.line,
      colorErrorBorder: c.line,
      colorSuccessBorder: c.line,
      colorInfoBorder: c.line,
      colorErrorText: c.red,
      colorSuccessText: c.green,
      colorWarningText: c.amber,
      colorText: c.text,
      colorTextSecondary: c.muted,
      colorTextTertiary: c.muted,
      colorTextDescription: c.muted,
      colorTextPlaceholder: c.muted,
      colorTextQuaternary: c.muted,
      colorTextHeading: c.text,
      colorIcon: c.muted,
      colorBgLayout: c.ground,
      colorBgContainer: c.surface,
      colorBgElevated: c.surface,
      colorBorder: c.edge,
      colorBorderSecondary: c.line,
      colorSplit: c.line,
    },
    components: {
      Form: { labelColor: c.text, verticalLabelPadding: '0 0 4px', itemMarginBottom: 16 },
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
      Tabs: { itemSelectedColor: c.accent, inkBarColor: c.accent, itemHoverColor: c.accent, horizontalMargin: '0' },
      Select: { optionSelectedBg: c.accentSoft },
      Tag: { defaultBg: c.raised, defaultColor: c.text },
      Segmented: { itemColor: c.muted, itemSelectedColor: c.text },
    },
  }
}
