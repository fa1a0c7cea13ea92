import type { ErrorCode, YAMLError } from 'yaml'
import type { Words } from '../../core/shared/words.ts'

/** What the YAML library finds wrong; in Chinese behind what its code means, since its own words are English. */
export function yamlMistake({ code, message }: YAMLError): Words {
  return { zh: `${meanings[code]}（${message}）`, en: message }
}

const meanings: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: '别名不能带标签或锚点',
  BAD_ALIAS: '别名或锚点的写法不对',
  BAD_COLLECTION_TYPE: '标签与内容的类型不符',
  BAD_DIRECTIVE: '指令的写法不对',
  BAD_DQ_ESCAPE: '双引号内的转义写法不对',
  BAD_INDENT: '缩进不对，或括号没有合上',
  BAD_PROP_ORDER: '标签和锚点的位置不对',
  BAD_SCALAR_START: '不能以这个字符开头，请加引号',
  BLOCK_AS_IMPLICIT_KEY: '一行里不能嵌套“键: 值”，请换行或加引号',
  BLOCK_IN_FLOW: '括号之内不能用缩进的写法',
  DUPLICATE_KEY: '同一个键写了两次',
  IMPOSSIBLE: '这里读不懂',
  KEY_OVER_1024_CHARS: '键太长',
  MISSING_CHAR: '缺少符号',
  MULTILINE_IMPLICIT_KEY: '键必须写在一行之内',
  MULTIPLE_ANCHORS: '锚点写了两个',
  MULTIPLE_DOCS: '一个文件里只能有一份内容',
  MULTIPLE_TAGS: '标签写了两个',
  NON_STRING_KEY: '键必须是文字',
  RESOURCE_EXHAUSTION: '嵌套太深',
  TAB_AS_INDENT: '缩进不能用制表符，请用空格',
  TAG_RESOLVE_FAILED: '标签读不懂',
  UNEXPECTED_TOKEN: '这里多了内容',
}
