import type { RichText } from '../../core/shared/rich-lines.ts'

const headings = ['投诉事项', '调查计划', '与投诉人的初步接触', '证据', '分析', '结论：性质、责任与处理建议']

/** An investigation report under the headings that the enterprise pack asks for. @param words stand below the last */
export function aReport(words: string): RichText {
  const titles = headings.map((text) => ({ type: 'heading' as const, content: [{ type: 'text' as const, text }] }))
  return { type: 'doc', content: [...titles, { type: 'paragraph', content: [{ type: 'text', text: words }] }] }
}
