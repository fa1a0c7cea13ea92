import { Parser } from 'htmlparser2'
import type { Mail } from '../mail/read-mail.ts'

/** More bytes than these no message of WeCom has. */
const mostBytes = 64 * 1024

/**
 * The fields of a message of WeCom: an element each, one below the other. Entities of a document type are not known and stay as they
 * stand; what lies deeper than one level is passed over.
 */
export function fieldsOf(xml: string): Readonly<Record<string, string>> {
  const fields: Record<string, string> = Object.create(null)
  if (xml.length > mostBytes) return fields
  const open: string[] = []
  const parser = new Parser(
    {
      onopentag: (name) => void open.push(name),
      ontext: (text) => {
        const [, name] = open
        if (open.length === 2 && name) fields[name] = (fields[name] ?? '') + text
      },
      onclosetag: () => void open.pop(),
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(xml)
  return fields
}

/** What people send; everything else is a program's, such as that somebody opened the application. */
const kinds: Readonly<Record<string, string>> = {
  image: '（图片，请到企业微信中查看）',
  voice: '（语音，请到企业微信中收听）',
  video: '（视频，请到企业微信中查看）',
  location: '（位置，请到企业微信中查看）',
  link: '（链接，请到企业微信中查看）',
}

/**
 * A message of WeCom in the shape of a mail. It never becomes a complaint by itself: a colleague hands something on, and a person
 * decides what it is.
 */
export function wecomAsMail(raw: Buffer): Mail {
  const { FromUserName = '', MsgType = '', Content = '', MsgId } = fieldsOf(raw.toString())
  const text = (MsgType === 'text' ? Content : (kinds[MsgType] ?? '')).trim()
  return {
    ...{ outcome: text ? 'complaint' : 'automatic', reason: text ? undefined : 'auto-submitted' },
    ...{ from: undefined, senders: 0, fromName: FromUserName.slice(0, 80), to: [], checks: [], verdict: 'verified' },
    ...{ subject: text.split('\n')[0]?.slice(0, 60) ?? '', text, folded: '', html: undefined, attachments: [] },
    ...{ messageId: MsgId, answers: [] },
  }
}
