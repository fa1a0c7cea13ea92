/**
 * Frees bytes that nobody uses any more, at once. What waits for the collector is counted against it: megabytes that
 * stream by would bring it again and again, over the whole heap each time, at more than all else that is done with them.
 *
 * @param bytes left alone where they are a part of something larger
 */
export function giveBack(bytes: Buffer): void {
  const { buffer, byteLength } = bytes
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0)
}

/** The pieces of a stream that has no other reader; each is freed as soon as the next one is asked for. */
export async function* spent(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    yield piece
    giveBack(piece)
  }
}
