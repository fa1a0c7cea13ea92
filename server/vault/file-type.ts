import { endingOf } from './file-name.ts'

/** The types that are recognised, each with the endings its files may have. Everything else is bytes to be saved. */
const known: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/png': ['.png'],
  'image/webp': ['.webp'],
  'image/gif': ['.gif'],
  'image/tiff': ['.tif', '.tiff'],
  'image/avif': ['.avif'],
  'image/heic': ['.heic', '.heif'],
  'application/pdf': ['.pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['.docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['.xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['.pptx'],
  'application/zip': ['.zip'],
  'video/mp4': ['.mp4', '.m4v'],
  'video/quicktime': ['.mov'],
  'audio/mpeg': ['.mp3'],
  'audio/x-m4a': ['.m4a'],
  'audio/wav': ['.wav'],
  'audio/amr': ['.amr'],
  'audio/ogg': ['.ogg'],
}

/** Of these a picture can be made for the eye. */
const drawable = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/tiff', 'image/avif']

/** What cannot be told by its contents, or calls itself otherwise. */
const unknown = 'application/octet-stream'

/**
 * The type of a file where its contents and its name agree on one; what a client says of it is not asked.
 *
 * @param start its first bytes, some thousands at least where it has them
 */
export async function typeOf(start: Buffer, name: string): Promise<string> {
  const { fileTypeFromBuffer } = await import('file-type')
  const found = await fileTypeFromBuffer(start).catch(() => undefined)
  return found && known[found.mime]?.includes(endingOf(name)) ? found.mime : unknown
}

export function isDrawable(type: string): boolean {
  return drawable.includes(type)
}
