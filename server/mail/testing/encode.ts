const tables = new Map<string, Map<string, Buffer>>()

/** Bytes of a text in an encoding that the platform only reads; what it lacks becomes `?`. */
export function encoded(text: string, encoding: 'gb18030' | 'big5'): Buffer {
  const table = tableOf(encoding)
  return Buffer.concat(
    [...text].map((letter) => (letter < '\u0080' ? Buffer.from(letter) : (table.get(letter) ?? Buffer.from('?')))),
  )
}

function tableOf(encoding: string): Map<string, Buffer> {
  const known = tables.get(encoding)
  if (known) return known
  const decoder = new TextDecoder(encoding)
  const table = new Map<string, Buffer>()
  for (let high = 0x81; high < 0xff; high++)
    for (let low = 0x40; low < 0xff; low++) {
      const bytes = Buffer.from([high, low])
      const text = decoder.decode(bytes)
      if ([...text].length === 1 && text !== '\ufffd' && !table.has(text)) table.set(text, bytes)
    }
  tables.set(encoding, table)
  return table
}
