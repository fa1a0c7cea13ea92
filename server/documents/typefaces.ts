import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { create, type Font } from 'fontkit'
import type { Language } from '../words.ts'

/** A face by what it is for. Han has Latin and Cyrillic of its own; what it lacks of them the Latin one has. */
export type Face = 'han' | 'latin' | 'emoji'

export type Typeface = {
  readonly face: Face
  readonly has: (codePoint: number) => boolean
  /** How wide a sign of it is, in em. */
  readonly widthOf: (codePoint: number, bold: boolean) => number
}

const files = {
  'han-regular': import.meta.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
  'han-bold': import.meta.resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'),
  'latin-regular': import.meta.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  'latin-bold': import.meta.resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'),
  'emoji-regular': import.meta.resolve('@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf'),
} as const
export type FontName = keyof typeof files
export const fontNames = Object.keys(files) as FontName[]

const bytes = new Map<FontName, Buffer>()

/** A font as its file has it, read once. */
export function fontBytes(name: FontName): Buffer {
  const known = bytes.get(name)
  if (known) return known
  const read = readFileSync(fileURLToPath(files[name]))
  bytes.set(name, read)
  return read
}

const fonts = new Map<FontName, Font>()

/** A font, taken apart once. */
function fontOf(name: FontName): Font {
  const known = fonts.get(name)
  if (known) return known
  const font = create(fontBytes(name)) as Font
  fonts.set(name, font)
  return font
}

/** The fonts of each face, as the PDF library asks for them. */
export const fontsByFace: Readonly<Record<Face, { readonly normal: FontName; readonly bold: FontName }>> = {
  han: { normal: 'han-regular', bold: 'han-bold' },
  latin: { normal: 'latin-regular', bold: 'latin-bold' },
  emoji: { normal: 'emoji-regular', bold: 'emoji-regular' },
}

/** The faces in the order in which a document of a language asks them for a sign. */
export function typefacesFor(language: Language): Typeface[] {
  const order: Face[] = language === 'en' ? ['latin', 'han', 'emoji'] : ['han', 'latin', 'emoji']
  return order.map(typeface)
}

function typeface(face: Face): Typeface {
  const { normal, bold } = fontsByFace[face]
  return {
    face,
    has: (codePoint) => fontOf(normal).hasGlyphForCodePoint(codePoint),
    widthOf: (codePoint, isBold) => emWidth(isBold ? bold : normal, codePoint),
  }
}

const widths = new Map<FontName, Map<number, number>>()

function emWidth(name: FontName, codePoint: number): number {
  const known = widths.get(name) ?? new Map<number, number>()
  widths.set(name, known)
  const before = known.get(codePoint)
  if (before !== undefined) return before
  const font = fontOf(name)
  const width = font.glyphForCodePoint(codePoint).advanceWidth / font.unitsPerEm
  known.set(codePoint, width)
  return width
}
