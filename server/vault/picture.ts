import type { Sharp, SharpConstructor } from 'sharp'

const decoders = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Tiff', 'Heif'].map((format) => `VipsForeignLoad${format}`)

let opened: Promise<SharpConstructor> | undefined

/**
 * The library, loaded with the first picture and not with the product. Decoders of formats that nobody photographs or scans in
 * are never asked, whatever a file contains; it draws one picture at a time, since the other core answers requests.
 */
function openSharp(): Promise<SharpConstructor> {
  opened ??= import('sharp').then(({ default: sharp }) => {
    sharp.block({ operation: ['VipsForeignLoad'] })
    sharp.unblock({ operation: decoders })
    sharp.cache(false)
    sharp.concurrency(1)
    return sharp
  })
  return opened
}

/** A picture of more than a hundred million points, or one that takes longer than half a minute, is left alone. */
const limits = { limitInputPixels: 100_000_000, sequentialRead: true, failOn: 'error' } as const
const seconds = 30
const sides = { cleaned: 4096, preview: 480 } as const

/** Every picture that is shown is one of these. */
export const pictureType = 'image/jpeg'

/**
 * Draws a picture anew, upright, in the colours of screens and without anything that came along with it: no EXIF, no
 * place, no name of a device.
 *
 * @throws Error where it cannot be decoded, is too large, or takes too long
 */
export async function draw(original: Buffer): Promise<{ cleaned: Buffer; preview: Buffer }> {
  const sharp = await openSharp()
  const upright = sharp(original, limits).timeout({ seconds }).rotate().flatten({ background: '#ffffff' })
  const cleaned = await fitted(upright, sides.cleaned).jpeg({ quality: 88 }).toBuffer()
  const preview = await fitted(sharp(cleaned), sides.preview).jpeg({ quality: 76 }).toBuffer()
  return { cleaned, preview }
}

function fitted(picture: Sharp, side: number): Sharp {
  return picture.resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
}
