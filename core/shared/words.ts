/** What people read, in both languages. */
export type Words = { readonly zh: string; readonly en: string }

/** Words as the one text that a schema takes for the message of a refusal; `wordsIn` gives them back. */
export function asMessage(words: Words): string {
  return JSON.stringify(words)
}

/** The words in the message of a refusal; undefined where the schema library wrote it. */
export function wordsIn(message: string): Words | undefined {
  return message.startsWith('{"zh":') ? (JSON.parse(message) as Words) : undefined
}
