import type { House } from '../house.ts'
import type { OpenedMail } from '../mail/reader.ts'
import { draw, pictureType } from '../vault/picture.ts'

/** Pictures that are shown within a mail: so many, of so many bytes at most. */
const mostPictures = 20
const mostBytes = 10 * 2 ** 20

/**
 * The HTML of a mail, built anew and with the pictures that came along drawn anew, as a page that needs nothing from
 * anywhere.
 *
 * @returns undefined where the mail has none
 */
export function showPage({ mailReader }: Pick<House, 'mailReader'>, raw: Buffer): Promise<string | undefined> {
  return mailReader.open(raw, pageOf)
}

async function pageOf({ looked, bytesOf, pageOf: laidOut }: OpenedMail): Promise<string | undefined> {
  if (!('mail' in looked) || looked.mail.html === undefined) return undefined
  const pictures = new Map<string, string>()
  for (const [place, { contentId, bytes }] of looked.mail.attachments.entries()) {
    if (!contentId || bytes > mostBytes || pictures.size >= mostPictures) continue
    const drawn = await draw(await bytesOf(place)).catch(() => undefined)
    if (drawn) pictures.set(contentId, `data:${pictureType};base64,${drawn.preview.toString('base64')}`)
  }
  const html = await laidOut(pictures)
  return (
    html &&
    `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:">${html}`
  )
}
