import { isRefusal } from '../core/shared/refusal.ts'
import type { CasePaper } from '../server/documents/paper.ts'
import { print, printed } from '../server/documents/print.ts'
import { readPaper } from '../server/read/case-paper.ts'
import { complaint } from './complaint.ts'
import { median, rounded } from './figures.ts'
import { longCase } from './long-case.ts'
import { inHouse } from './stage.ts'

const facts = 200

/**
 * The case file of a case of 200 facts: read, then printed as a request has it, by the thread. Beside it the same number of
 * pages of plain text, by the same library.
 */
export function printing(runs: number): Promise<object> {
  return inHouse(async (stage) => {
    const { house, clerk } = stage
    const id = await longCase(stage, facts)
    const organisation = await house.directory.now()
    if (!organisation) throw new Error('the organisation is founded')
    const wish = { what: 'file', person: clerk, language: 'zh-CN', origin: 'https://huiyin.test' } as const
    const read = () => readPaper(house, organisation, id, wish) as Promise<CasePaper>
    const paper = await read()
    const first = await timed(() => house.printer.print('file', paper))
    const pdf = await print('file', paper)
    const pages = pagesOf(pdf)
    const taken: Record<'read' | 'print' | 'floor', number[]> = { read: [], print: [], floor: [] }
    for (let run = 0; run < runs; run++) {
      taken.read.push(await timed(read))
      taken.print.push(await timed(() => house.printer.print('file', paper)))
      taken.floor.push(await timed(() => printed(plainPages(pages))))
    }
    const ms = (values: number[]) => rounded(median(values), 0)
    return {
      ...{ bench: 'print', facts: paper.page.facts.length, duties: paper.proof.duties.length, pages },
      ...{ kb: rounded(pdf.length / 1000, 0), firstMs: rounded(first, 0) },
      ...{ readMs: ms(taken.read), ms: ms(taken.print), floorMs: ms(taken.floor), runs },
    }
  })
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  const done = await work()
  if (isRefusal(done)) throw new Error(done.code)
  return performance.now() - begun
}

function pagesOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0
}

/** Pages of forty lines each, with nothing to be measured or broken. */
function plainPages(pages: number) {
  const { content } = complaint('')
  const line = { text: content.slice(0, 40), font: 'han', fontSize: 9, noWrap: true }
  const page = { stack: Array.from({ length: 40 }, () => ({ ...line })) }
  return {
    content: Array.from({ length: pages }, (_, at) => ({ ...page, ...(at > 0 && { pageBreak: 'before' as const }) })),
  }
}
