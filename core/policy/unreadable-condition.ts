import type { TypeCheckResult } from '@marcbachmann/cel-js'
import type { Words } from '../shared/words.ts'

/** What the library finds wrong, which it says in English and with what was typed, behind what that means for the writer. */
export function unreadable({ error }: TypeCheckResult): Words {
  const { zh, en } = meanings[error?.code ?? ''] ?? cannotBeRead
  return error ? { zh: `${zh}（${error.summary}）`, en: `${en}: ${error.summary}` } : { zh, en }
}

const cannotBeRead: Words = { zh: '条件读不懂', en: 'the condition cannot be read' }
const meanings: Readonly<Record<string, Words>> = {
  unknown_variable: { zh: '条件里没有这个名称', en: 'a condition knows no such name' },
  no_such_overload: { zh: '两边的类型不能这样比较', en: 'these types are not compared like this' },
  expected_token: { zh: '条件没有写完，或者缺了什么', en: 'the condition is unfinished, or lacks something' },
  unexpected_token: { zh: '条件没有写完，或者多写了', en: 'the condition is unfinished, or holds too much' },
  unexpected_character: { zh: '条件里有不该有的字符', en: 'a condition has no use for this character' },
  unterminated_string: { zh: '引号没有合上', en: 'a quotation mark is missing' },
  limit_exceeded: { zh: '条件太长', en: 'the condition is too long' },
}
