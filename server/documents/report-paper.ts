import type { Content } from 'pdfmake'
import { type Block, linesOf, type RichText, type Run } from '../../core/shared/rich-lines.ts'
import { type Definition, framed, letterhead } from './frame.ts'
import type { CasePaper } from './paper.ts'
import { cell, columnsOf, innerWidth, layoutOf, table } from './parts.ts'
import { ink, type Look, type Pen, penFor } from './pen.ts'

const small: Look = { size: 8, color: ink.muted }

/** The investigation report 核实报告 as it reads now, with who signed it and who did not yet. */
export function reportPaper(paper: CasePaper): Definition {
  const pen = penFor(paper)
  const title = pen.t('papers:report.title')
  return framed(pen, title, [letterhead(pen, title), ...reportIn(pen)])
}

/** Version, text, signatures, and what became of earlier ones; nothing where nobody wrote a report. */
export function reportIn(pen: Pen): Content[] {
  const { current } = pen.paper.page.report
  if (!current) return []
  const { t, at, names } = pen
  const { version, writtenAt, by } = current
  const written = t('papers:report.version', { version, at: at(writtenAt), by: names.person(by) })
  return [
    ...pen.set(written, innerWidth, small),
    gap(4),
    ...(pen.paper.report ? textIn(pen, pen.paper.report) : pen.set(t('story.closed'), innerWidth, small)),
    gap(8),
    signaturesIn(pen, current),
    ...fallenIn(pen),
  ]
}

function gap(fontSize: number): Content {
  return { text: ' ', fontSize }
}

function textIn(pen: Pen, { content }: RichText): Content[] {
  return content.flatMap((block) => blockIn(pen, block))
}

/** How far the items of a list stand in. */
const indent = 14

function blockIn(pen: Pen, block: Block): Content[] {
  if (block.type === 'heading')
    return [gap(4), ...stressed(pen, block.content ?? [], innerWidth, { size: 11, bold: true })]
  if (block.type === 'paragraph') return [...stressed(pen, block.content ?? [], innerWidth), gap(3)]
  const items = linesOf(block).flatMap((line, i) => {
    const mark = block.type === 'numbers' ? `${i + 1}.` : '·'
    return stressed(pen, line, innerWidth - indent).map(
      (one, row): Content => ({
        columns: [
          { width: indent, stack: row === 0 ? pen.set(mark, indent) : [] },
          { width: innerWidth - indent, stack: [one] },
        ],
        columnGap: 0,
      }),
    )
  })
  return [...items, gap(3)]
}

type Piece = { readonly text: string }

/** A line of a document set to a width. Stress takes no more room than was measured, since all of it is measured as stressed. */
function stressed(pen: Pen, line: readonly Run[], width: number, look: Look = {}): Content[] {
  const text = line.map((one) => one.text).join('')
  const strong = line.some((one) => one.marks)
  const lines = pen.set(text, width, { ...look, bold: look.bold ?? strong })
  if (look.bold || !strong) return lines
  let from = 0
  return lines.map((one) => {
    const pieces = (one as { text: Piece[] | string }).text
    if (typeof pieces === 'string') return one
    const parted = pieces.flatMap((piece) => {
      const at = text.indexOf(piece.text, from)
      from = at < 0 ? from : at + piece.text.length
      return at < 0 ? [{ ...piece, bold: false }] : parts(piece, at, line)
    })
    return { ...(one as object), bold: false, text: parted } as Content
  })
}

/** A piece of a set line cut where stress begins and ends. @param at where in the text of the line it begins */
function parts(piece: Piece, at: number, line: readonly Run[]): (Piece & { readonly bold: boolean })[] {
  const end = at + piece.text.length
  let from = 0
  return line.flatMap(({ text, marks }) => {
    const [begins, ends] = [Math.max(from, at), Math.min(from + text.length, end)]
    const own = text.slice(begins - from, ends - from)
    from += text.length
    return begins < ends ? [{ ...piece, text: own, bold: marks !== undefined }] : []
  })
}

type Current = NonNullable<CasePaper['page']['report']['current']>

/** Each role with its signature in words; whoever refused stands there with the reason. */
function signaturesIn(pen: Pen, { version, signatures, refused }: Current): Content {
  const { t, at, names, set, paper } = pen
  const widths = columnsOf(24, 76)
  const rows = paper.page.report.signers.map(({ role }) => {
    const given = signatures.find((one) => one.role === role)
    const words = given
      ? t('papers:report.signed', { who: names.person(given.staff), at: at(given.at), version })
      : t('papers:report.unsigned')
    return [
      cell(set(t(`codes:report-role.${role}`), widths[0] ?? 0, small), ink.soft),
      cell(set(words, widths[1] ?? 0, given ? {} : { color: ink.muted })),
    ]
  })
  const no = refused && [
    cell(set(t('papers:report.refusal'), widths[0] ?? 0, small), ink.soft),
    cell(
      set(
        t('papers:report.refused', {
          who: names.person(refused.staff),
          role: t(`codes:report-role.${refused.role}`),
          at: at(refused.at),
          reason: refused.reason ?? t('story.closed'),
        }),
        widths[1] ?? 0,
        { color: ink.red },
      ),
    ),
  ]
  return table(widths, [], [...rows, ...(no ? [no] : [])], layoutOf('grid'))
}

function fallenIn({ paper, t, at, names, set }: Pen): Content[] {
  return paper.page.report.fallen.flatMap(({ version, role, staff, at: when }) =>
    set(
      t('papers:report.fallen', {
        version,
        who: names.person(staff),
        role: t(`codes:report-role.${role}`),
        at: at(when),
      }),
      innerWidth,
      small,
    ),
  )
}
